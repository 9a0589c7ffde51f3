package dev.lockstep.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.network.Score;
import dev.lockstep.report.EpochTable;
import dev.lockstep.train.EpochResult;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LearningCurvesTest {
  private static final Pattern PAIRS = Pattern.compile("[ML]([0-9.]+) (-?[0-9.]+)");

  private static double[] heights(LineChart.Line line) {
    return PAIRS
        .matcher(line.path())
        .results()
        .mapToDouble(pair -> Double.parseDouble(pair.group(2)))
        .toArray();
  }

  @Test
  void theTableOfEpochsHasTheNumbersOfThePublishedOne() throws IOException {
    List<EpochResult> history = SampleReports.publishedHistory();
    List<LearningCurves.Row> rows = LearningCurves.of(history).epochs();
    assertEquals(51, rows.size());
    for (int i = 0; i < rows.size(); i++) {
      LearningCurves.Row row = rows.get(i);
      assertEquals(
          EpochTable.line(history.get(i)),
          "%3d train_rate=%6s%% test_rate=%6s%% train_err=%8s test_err=%8s"
              .formatted(
                  row.epoch(),
                  row.values().get(0),
                  row.values().get(1),
                  row.values().get(2),
                  row.values().get(3)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 12, 50, 500})
  void everyEpochIsAPointInsideTheChart(int epochs) {
    for (LineChart chart : LearningCurves.of(SampleReports.history(epochs)).charts()) {
      Plot plot = chart.plot();
      for (LineChart.Line line : chart.lines()) {
        double[] heights = heights(line);
        assertEquals(epochs + 1, heights.length);
        double lowest = Arrays.stream(heights).skip(1).max().orElseThrow();
        double highest = Arrays.stream(heights).min().orElseThrow();
        assertTrue(lowest <= plot.bottom() + 0.1 && highest >= plot.top() - 0.1, line.path());
        assertEquals(epochs <= 12 ? epochs + 1 : 1, line.dots().size());
      }
    }
  }

  @Test
  void anUntrainedNetworkHasATableAndNoChart() {
    LearningCurves curves = LearningCurves.of(SampleReports.history(0));
    assertEquals(List.of(), curves.charts());
    assertEquals(1, curves.epochs().size());
    assertEquals(1, curves.notes().size());
  }

  @Test
  void epochZeroIsLeftBelowTheAxisWhereItWouldPressTheOthersIntoACornerAndTheNoteSaysSo()
      throws IOException {
    LearningCurves curves = LearningCurves.of(SampleReports.publishedHistory());
    Plot plot = curves.charts().get(0).plot();
    assertEquals("92", plot.yTicks().get(0).label());
    assertTrue(heights(curves.charts().get(0).lines().get(0))[0] > plot.bottom());
    assertTrue(curves.notes().get(1).contains("11.67\u00a0%"), curves.notes().get(1));
    LearningCurves slow = LearningCurves.of(SampleReports.history(30));
    assertEquals("0", slow.charts().get(0).plot().yTicks().get(0).label());
    assertEquals(1, slow.notes().size());
  }

  @Test
  void theFirstBestEpochsAreRinged() throws IOException {
    List<EpochResult> history = SampleReports.publishedHistory();
    int best = 0;
    for (EpochResult result : history) {
      best = result.test().accuracy() > history.get(best).test().accuracy() ? result.epoch() : best;
    }
    LearningCurves curves = LearningCurves.of(history);
    assertTrue(curves.notes().get(0).contains("after epoch " + best + ","), curves.notes().get(0));
    LineChart chart = curves.charts().get(0);
    assertEquals(Plot.number(chart.plot().x(best)), chart.lines().get(1).rings().get(0).x());
    assertEquals(List.of(), chart.lines().get(0).rings());
  }

  @Test
  void anErrorOfZeroLiesOnTheLowerEdge() {
    List<EpochResult> history =
        List.of(
            new EpochResult(0, Score.ofClasses(2, 1, 2), Score.ofClasses(2, 1, 2), 0),
            new EpochResult(1, Score.ofClasses(2, 2, 0), Score.ofClasses(2, 2, 0.5), 0));
    LineChart chart = LearningCurves.of(history).charts().get(1);
    assertEquals(chart.plot().bottom(), heights(chart.lines().get(0))[1], 0.05);
    assertEquals("0", chart.plot().yTicks().get(0).label());
    assertFalse(chart.lines().get(0).path().contains("n"), chart.lines().get(0).path());
  }

  @Test
  void theNamesOfTwoLinesThatEndTogetherStandApart() {
    EpochResult same = new EpochResult(1, Score.ofClasses(2, 2, 1), Score.ofClasses(2, 2, 1), 0);
    for (LineChart chart : LearningCurves.of(List.of(same, same)).charts()) {
      double train = Double.parseDouble(chart.lines().get(0).labelY());
      double test = Double.parseDouble(chart.lines().get(1).labelY());
      assertTrue(Math.abs(train - test) >= 35.9, train + " and " + test);
    }
  }
}
