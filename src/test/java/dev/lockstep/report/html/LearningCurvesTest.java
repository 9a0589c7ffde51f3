package dev.lockstep.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.Golden;
import dev.lockstep.network.Phase;
import dev.lockstep.network.Score;
import dev.lockstep.network.SetScore;
import dev.lockstep.network.TimeReport;
import dev.lockstep.report.EpochTable;
import dev.lockstep.train.EpochResult;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.lang3.ArrayUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How learning went, and where the time did. */
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
    List<EpochResult> history = Golden.publishedHistory();
    for (LearningCurves.Row row : LearningCurves.of(history).epochs()) {
      assertEquals(
          EpochTable.line(history.get(row.epoch())),
          "%3d train_rate=%6s%% test_rate=%6s%% train_err=%8s test_err=%8s"
              .formatted(ArrayUtils.addFirst(row.values().toArray(), row.epoch())));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 12, 50, 500})
  void everyEpochIsAPointInsideTheChart(int epochs) {
    for (LineChart chart : LearningCurves.of(SampleReports.history(epochs)).charts()) {
      for (LineChart.Line line : chart.lines()) {
        double[] heights = heights(line);
        assertEquals(epochs + 1, heights.length);
        double lowest = Arrays.stream(heights).skip(1).max().orElseThrow();
        double highest = Arrays.stream(heights).min().orElseThrow();
        assertTrue(lowest <= chart.plot().bottom() + 0.1, line.path());
        assertTrue(highest >= chart.plot().top() - 0.1, line.path());
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
    LearningCurves curves = LearningCurves.of(Golden.publishedHistory());
    Plot plot = curves.charts().get(0).plot();
    assertEquals("92", plot.yTicks().get(0).label());
    assertTrue(heights(curves.charts().get(0).lines().get(0))[0] > plot.bottom());
    assertTrue(curves.notes().get(1).contains("11.67\u00a0%"), curves.notes().get(1));
    LearningCurves slow = LearningCurves.of(SampleReports.history(30));
    assertEquals("0", slow.charts().get(0).plot().yTicks().get(0).label());
    assertEquals(1, slow.notes().size());
  }

  @Test
  void theFirstBestEpochOfTheTestSetIsRinged() throws IOException {
    LearningCurves curves = LearningCurves.of(Golden.publishedHistory());
    assertTrue(
        curves.notes().get(0).contains("98.22\u00a0% after epoch 49,"), curves.notes().get(0));
    LineChart chart = curves.charts().get(0);
    assertEquals(chart.plot().x(49), chart.lines().get(1).rings().get(0).x());
    assertEquals(List.of(), chart.lines().get(0).rings());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.2, 0.5, 0.9})
  void aThirdSetHasALineAndANameOfItsOwn(double far) {
    List<EpochResult> history =
        IntStream.rangeClosed(0, 5)
            .mapToObj(
                epoch ->
                    new EpochResult(
                        epoch,
                        List.of(
                            new SetScore(SetScore.TRAIN, Golden.score(100, 50 + epoch, 1)),
                            new SetScore(SetScore.TEST, Golden.score(100, 50 + far * epoch, 1)),
                            new SetScore("valid", Golden.score(100, 50, 1))),
                        1))
            .toList();
    LineChart chart = LearningCurves.of(history).charts().get(0);
    assertEquals(
        List.of("train", "test", "valid"),
        chart.lines().stream().map(line -> line.of().css()).toList());
    double[] labels =
        chart.lines().stream()
            .mapToDouble(line -> Double.parseDouble(line.labelY()))
            .sorted()
            .toArray();
    assertTrue(labels[1] - labels[0] >= 35.8 && labels[2] - labels[1] >= 35.8);
    assertTrue(labels[0] >= chart.plot().top() && labels[2] <= chart.plot().bottom());
  }

  @Test
  void theChosenEpochIsMarkedAndRingedOnTheValidationSet() {
    List<EpochResult> history =
        SampleReports.history(9).stream()
            .map(
                epoch ->
                    new EpochResult(
                        epoch.epoch(),
                        List.of(
                            new SetScore(SetScore.TRAIN, epoch.train()),
                            new SetScore(SetScore.TEST, epoch.test()),
                            new SetScore(SetScore.VALID, epoch.test())),
                        1))
            .toList();
    LearningCurves curves = LearningCurves.of(history, 4);
    assertTrue(curves.notes().get(0).startsWith("Marked: epoch 4, the best on"));
    for (LineChart chart : curves.charts()) {
      assertEquals(List.of(new LineChart.Mark(chart.plot().x(4), "start")), chart.kept());
      assertEquals(
          List.of(0, 0, 1), chart.lines().stream().map(line -> line.rings().size()).toList());
      assertEquals(chart.plot().x(4), chart.lines().get(2).rings().get(0).x());
    }
    assertEquals(List.of(), LearningCurves.of(history).charts().get(0).kept());
  }

  /** And the names of two lines that end together stand apart. */
  @Test
  void aLossOfZeroLiesOnTheLowerEdge() {
    EpochResult first = SampleReports.history(0).get(0);
    Score faultless = Score.ofClasses(2, 2, 0);
    EpochResult last = new EpochResult(1, faultless, faultless, 0);
    LineChart loss = LearningCurves.of(List.of(first, last)).charts().get(1);
    LineChart.Line train = loss.lines().get(0);
    assertEquals(loss.plot().bottom(), heights(train)[1], 0.05);
    double test = Double.parseDouble(loss.lines().get(1).labelY());
    assertTrue(Math.abs(Double.parseDouble(train.labelY()) - test) >= 35.9);
  }

  @Test
  void timeInNoPhaseIsTheStartAndTheEnd() {
    TimeReport times = new TimeReport();
    times.add(Phase.FORWARD, 4_000_400_000L);
    times.add(Phase.EVALUATE, 1_000_000_000L);
    TimeSplit split = TimeSplit.of(times, 10.0004);
    assertEquals("10.0\u00a0s", split.total());
    assertEquals("5.000", split.longest());
    assertEquals(1 + Phase.values().length, split.parts().size());
    for (TimeSplit.Part part : split.parts()) {
      String expected =
          switch (part.name()) {
            case "start and end" -> "5.000 50.0";
            case "forward" -> "4.000 40.0";
            case "evaluate" -> "1.000 10.0";
            default -> "0.000 0.0";
          };
      assertEquals(expected, part.seconds() + " " + part.share());
    }
    assertEquals("0.0", TimeSplit.of(new TimeReport(), 0).parts().get(0).share());
  }
}
