package dev.lockstep.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.NumberFindings;
import dev.lockstep.evaluate.number.AgreementGrid;
import dev.lockstep.evaluate.number.RowError;
import dev.lockstep.evaluate.number.TargetScore;
import dev.lockstep.evaluate.number.TargetScore.Decile;
import dev.lockstep.evaluate.number.TargetScore.Quantile;
import dev.lockstep.network.Score;
import dev.lockstep.rows.NumberLabels;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is shown of numbers, from findings made by hand. */
final class NumberPartsTest {
  private static final TargetScore PRICE =
      new TargetScore(
          "price",
          5,
          4,
          0.5,
          0.6,
          0.4,
          Double.NaN,
          1_234_567,
          20,
          7.25,
          List.of(new Quantile(50, -0.125)),
          List.of(new Decile(1, 3, 3, 10, 12, 3, 5), new Decile(4, 1, 1, 20, 16, -4, 4)));

  private static Evaluation evaluation(int targets, String... sums) {
    Map<String, Double> named = new TreeMap<>();
    List.of(sums).forEach(sum -> named.put(sum, 4.0));
    List<RowError> worst =
        IntStream.range(0, 30).mapToObj(i -> new RowError(1_000 + i, 30 - i, 0)).toList();
    return new Evaluation(
        new NumberLabels(Collections.nCopies(targets, "price"), false),
        "squared error",
        new Score(4, new TreeMap<>(named)),
        Map.of(),
        List.of(
            new NumberFindings(
                Collections.nCopies(targets, PRICE),
                Collections.nCopies(targets, worst),
                Collections.nCopies(
                    targets,
                    new AgreementGrid(0, 0, 1, List.of(new AgreementGrid.Cell(0, 0, 4)), 0)))),
        List.of(3),
        "exact");
  }

  private static int count(String text, String html) {
    return html.split(text, -1).length - 1;
  }

  @Test
  void aTenthIsAPointAtItsMeanWithABarOfOneDeviation() {
    ResidualChart chart = ResidualChart.of(0, PRICE);
    Plot plot = chart.plot();
    assertEquals(plot.x(1), chart.points().get(0).x());
    assertEquals(plot.y(3), chart.points().get(0).y());
    assertEquals(plot.y(7), chart.points().get(0).top(), "the deviation of RMSE 5, mean 3 is 4");
    assertEquals(plot.y(-1), chart.points().get(0).foot());
    assertEquals(plot.x(4), chart.points().get(1).x());
    assertEquals(chart.points().get(1).foot(), chart.points().get(1).top());
    assertEquals(10, plot.xTicks().size());
    assertEquals("-5", plot.yTicks().get(0).label());
  }

  @Test
  void theTablesHaveTheFigures() {
    String residuals = NumberPart.residuals("test", evaluation(1)).orElseThrow().html();
    assertTrue(
        residuals.contains(
            "<th scope=\"row\">1</th><td>3</td><td>10</td><td>12</td><td>3</td><td>5</td>"),
        residuals);
    assertTrue(residuals.contains("<th scope=\"row\">50</th><td>-0.125</td>"), residuals);
    String targets = NumberPart.scores("test", evaluation(1)).orElseThrow().html();
    assertTrue(targets.contains("<td>0.50000</td><td>0.60000</td><td>1234567</td>"), targets);
    assertFalse(targets.contains("by their weights"));
    assertTrue(
        NumberPart.scores("test", evaluation(1, Score.WEIGHT))
            .orElseThrow()
            .html()
            .contains("Rows count by their weights."));
  }

  @Test
  void theWorstRowsAreListedFewerOfEachWhereTargetsAreMany() {
    String one = NumberPart.worst("test", evaluation(1)).orElseThrow().html();
    assertEquals(20, count("<tr><th scope=\"row\">", one));
    assertTrue(one.contains("<th scope=\"row\">1,000</th><td>30</td><td>0</td><td>30</td>"), one);
    String three = NumberPart.worst("test", evaluation(3)).orElseThrow().html();
    assertEquals(3 * 6, count("<tr><th scope=\"row\">", three));
  }

  @Test
  void ofVeryManyTargetsOnlyTheFirstHavePictures() {
    assertEquals(
        12, count("<svg", NumberPart.agreement("test", evaluation(40)).orElseThrow().html()));
    assertEquals(
        12, count("<svg", NumberPart.residuals("test", evaluation(40)).orElseThrow().html()));
    assertEquals(
        40, count("price</th>", NumberPart.scores("test", evaluation(40)).orElseThrow().html()));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "NaN, –",
    "-Infinity, -∞",
    "151, 151",
    "152.13348, 152.133",
    "1234567.8, 1234568",
    "123456789.4, 123456789",
    "1234567890, 1.23457e9",
    "1e300, 1e300",
    "0.000123456789, 0.000123457",
    "-1.25e-9, -1.25e-9",
    "999999.7, 1000000",
    "5e-324, 4.94066e-324"
  })
  void aNumberHasSixDigitsOrAllBeforeThePoint(double number, String text) {
    assertEquals(text, NumberFormats.number(number));
  }
}
