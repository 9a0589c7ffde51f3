package dev.lockstep.report.html;

import dev.lockstep.evaluate.curve.CurvePoint;
import dev.lockstep.evaluate.curve.TwoClassCurve;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What comes of every threshold of two classes.
 *
 * @param id unlike any other in the page
 * @param text the chart in a sentence
 * @param across what the axis of x is
 * @param up what the other is
 * @param even the path of a score that tells nothing
 * @param path of the curve
 * @param marks the usual threshold
 */
record CurveChart(
    String id,
    String title,
    String text,
    Plot plot,
    String across,
    String up,
    String even,
    String path,
    List<Mark> marks) {
  /** Which of the curve's steps is the threshold that predictions go by, 0.5. */
  private static final int USUAL_STEP = 9;

  /** A point of the curve. */
  record Mark(String x, String y) {}

  /** ROC, precision and recall, gain and lift. */
  static List<CurveChart> of(TwoClassCurve curve) {
    ToDoubleFunction<CurvePoint> recall = point -> 100 * curve.recall(point);
    ToDoubleFunction<CurvePoint> called = point -> 100 * curve.share(point);
    Axis percent = Axis.linear(0, 100);
    double greatest =
        curve.points().stream().mapToDouble(curve::lift).filter(x -> x > 0).max().orElse(1);
    Plot shares = Plot.square(percent, percent);
    Plot lifts = Plot.square(percent, Axis.linear(0, greatest));
    double base = 100 * curve.positives() / (curve.positives() + curve.negatives());
    return List.of(
        of(
            curve,
            "roc",
            "ROC curve",
            "Area %s; on the diagonal 0.5".formatted(NumberFormats.decimal(curve.rocAuc())),
            shares,
            "false positives, %",
            point -> 100 * curve.falsePositiveRate(point),
            "true positives, %",
            recall,
            even(shares, 0, 100)),
        of(
            curve,
            "precision-recall",
            "Precision and recall",
            "Average precision %s; by chance %s"
                .formatted(
                    NumberFormats.decimal(curve.averagePrecision()),
                    NumberFormats.decimal(base / 100)),
            shares,
            "recall, %",
            recall,
            "precision, %",
            point -> 100 * curve.precision(point),
            even(shares, base, base)),
        of(
            curve,
            "gain",
            "Gain",
            "Positive rows found among the highest scores",
            shares,
            "rows called positive, %",
            called,
            "positive rows found, %",
            recall,
            even(shares, 0, 100)),
        of(
            curve,
            "lift",
            "Lift",
            "How many times as many positive rows are found as by chance",
            lifts,
            "rows called positive, %",
            called,
            "lift",
            curve::lift,
            even(lifts, 1, 1)));
  }

  private static String even(Plot plot, double from, double to) {
    return "M%s %sL%s %s".formatted(plot.x(0), plot.y(from), plot.x(100), plot.y(to));
  }

  private static CurveChart of(
      TwoClassCurve curve,
      String id,
      String title,
      String text,
      Plot plot,
      String across,
      ToDoubleFunction<CurvePoint> x,
      String up,
      ToDoubleFunction<CurvePoint> y,
      String even) {
    StringBuilder path = new StringBuilder();
    for (CurvePoint point : curve.points()) {
      if (!Double.isNaN(y.applyAsDouble(point))) {
        String at = plot.y(y.applyAsDouble(point));
        // average precision is the area under steps
        path.append(path.isEmpty() ? "M" : id.equals("precision-recall") ? "V" + at + "L" : "L");
        path.append(plot.x(x.applyAsDouble(point))).append(' ').append(at);
      }
    }
    List<Mark> marks =
        Stream.of(curve.steps().get(USUAL_STEP))
            .filter(point -> !Double.isNaN(y.applyAsDouble(point)))
            .map(p -> new Mark(plot.x(x.applyAsDouble(p)), plot.y(y.applyAsDouble(p))))
            .toList();
    return new CurveChart(id, title, text, plot, across, up, even, path.toString(), marks);
  }
}
