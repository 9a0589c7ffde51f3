package dev.lockstep.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.TwoClassFindings;
import dev.lockstep.evaluate.curve.CurvePoint;
import dev.lockstep.evaluate.curve.ErrorCosts;
import dev.lockstep.evaluate.curve.TwoClassCurve;
import dev.lockstep.network.Score;
import dev.lockstep.rows.Classes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The charts of two classes, from curves made by hand. */
final class CurveChartTest {
  /** Of 4 positive and 6 negative rows: thresholds 0.9, 0.5 and 0.2. */
  private static final TwoClassCurve CURVE =
      curve(
          4, 6, new CurvePoint(0.9, 2, 0), new CurvePoint(0.5, 3, 1.5), new CurvePoint(0.2, 4, 6));

  private static TwoClassCurve curve(double positives, double negatives, CurvePoint... points) {
    List<CurvePoint> all = new ArrayList<>(List.of(CurvePoint.NONE));
    all.addAll(List.of(points));
    return new TwoClassCurve(
        positives,
        negatives,
        0.8,
        0.75,
        0.5,
        points[0],
        points[0],
        points[0],
        Collections.nCopies(19, points[1]),
        all);
  }

  private static String html(TwoClassCurve curve, boolean weighted) {
    Score score =
        weighted
            ? new Score(10, new TreeMap<>(Map.of(Score.WEIGHT, 10.0)))
            : Score.ofClasses(10, 5, 3);
    Evaluation evaluation =
        new Evaluation(
            Classes.of(List.of("no", "yes")),
            "cross-entropy",
            score,
            Map.of(),
            List.of(new TwoClassFindings("no", "yes", new ErrorCosts(1, 5), curve)),
            List.of(3),
            "exact");
    return TwoClassPart.of("test", evaluation).orElseThrow().html();
  }

  private static String path(String id) {
    return CurveChart.of(CURVE).stream()
        .filter(chart -> chart.id().equals(id))
        .findFirst()
        .orElseThrow()
        .path();
  }

  private static String at(double x, double y) {
    Axis percent = Axis.linear(0, 100);
    Plot plot = Plot.square(percent, percent);
    return plot.x(x) + " " + plot.y(y);
  }

  @Test
  void everyPointOfTheCurveIsInItsPlace() {
    assertEquals(
        "M" + at(0, 0) + "L" + at(0, 50) + "L" + at(25, 75) + "L" + at(100, 100), path("roc"));
    assertEquals(
        "M" + at(0, 0) + "L" + at(20, 50) + "L" + at(45, 75) + "L" + at(100, 100), path("gain"));
  }

  /** Average precision is the area under it. */
  @Test
  void precisionIsDrawnInSteps() {
    Plot plot = Plot.square(Axis.linear(0, 100), Axis.linear(0, 100));
    String third = plot.y(100 * 3 / 4.5);
    assertTrue(path("precision-recall").startsWith("M" + at(0, 100) + "V"));
    assertTrue(
        path("precision-recall").contains("V%sL%s %s".formatted(third, plot.x(75), third)),
        path("precision-recall"));
  }

  @Test
  void liftBeginsWhereRowsAreCalledPositiveAndEndsAtOne() {
    CurveChart lift = CurveChart.of(CURVE).get(3);
    Plot plot = Plot.square(Axis.linear(0, 100), Axis.linear(0, 2.5));
    assertTrue(lift.path().startsWith("M%s %s".formatted(plot.x(20), plot.y(2.5))), lift.path());
    assertTrue(lift.path().endsWith("L%s %s".formatted(plot.x(100), plot.y(1))), lift.path());
  }

  @Test
  void theUsualThresholdIsMarked() {
    for (CurveChart chart : CurveChart.of(CURVE)) {
      assertEquals(1, chart.marks().size(), chart.id());
    }
    assertEquals(at(25, 75), mark(CurveChart.of(CURVE).get(0)));
  }

  private static String mark(CurveChart chart) {
    return chart.marks().get(0).x() + " " + chart.marks().get(0).y();
  }

  @Test
  void theTablesHaveTheCostsAndTheShareThatIsReached() {
    String html = html(CURVE, false);
    assertTrue(html.contains("costs 1; a false negative, a row of yes that is not, 5."), html);
    // of 4.5 rows called positive 1.5 wrongly, 1 is missed: (1.5 + 5) / 10
    assertTrue(html.contains("<td>3</td><td>1.5</td><td>1</td><td>4.5</td><td>0.65000</td>"), html);
    assertTrue(html.contains("<th scope=\"row\">45.00</th><td>0.5</td><td>75.00</td>"), html);
    assertFalse(html.contains("by their weights"));
    assertTrue(html(CURVE, true).contains("Rows count by their weights."));
  }

  @Test
  void withoutRowsOfAClassThereIsAReasonInPlaceOfCharts() {
    TwoClassCurve none = curve(0, 6, new CurvePoint(0.9, 0, 2), new CurvePoint(0.5, 0, 6));
    String html = html(none, false);
    assertFalse(html.contains("<svg"));
    assertTrue(html.contains("has class yes"), html);
    assertTrue(html.contains("id=\"thresholds\""));
  }
}
