package dev.lockstep.report.html;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.TwoClassFindings;
import dev.lockstep.evaluate.curve.CurvePoint;
import dev.lockstep.evaluate.curve.ThresholdScore;
import dev.lockstep.evaluate.curve.TwoClassCurve;
import dev.lockstep.report.PythonFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How well two classes are told apart, whatever the threshold.
 *
 * @param found the names of the classes, and what errors cost
 * @param without why there are no curves, or nothing
 * @param charts of the curves
 * @param gains how many positive rows are among those of the highest scores
 * @param thresholds what comes of a threshold: even ones, then the best
 * @param weighted whether rows count by their weights
 */
record TwoClassPart(
    TwoClassFindings found,
    String without,
    List<CurveChart> charts,
    List<Gain> gains,
    List<Threshold> thresholds,
    boolean weighted)
    implements PagePart {
  private static final int TENTHS = 10;
  private static final Map<String, String> BEST =
      Map.of("", "", "f1", "best F1", "cost", "least cost", "ks", "greatest KS distance");

  /** The least share of rows with the highest scores that is at least so many tenths of all. */
  record Gain(double share, String threshold, double recall, String lift) {
    private static Gain of(TwoClassCurve curve, int tenths) {
      CurvePoint point =
          curve.points().stream()
              .filter(each -> curve.share(each) >= tenths / (double) TENTHS)
              .findFirst()
              .orElse(curve.points().get(curve.points().size() - 1));
      return new Gain(
          curve.share(point),
          NumberFormats.number(point.threshold()),
          curve.recall(point),
          NumberFormats.decimal(curve.lift(point)));
    }
  }

  /** A line of the table of thresholds. */
  record Threshold(ThresholdScore of) {
    String threshold() {
      return of.best().isEmpty()
          ? PythonFormat.fixed(of.threshold(), 0, 2)
          : NumberFormats.number(of.threshold());
    }

    String best() {
      return BEST.get(of.best());
    }

    String truePositives() {
      return NumberFormats.number(of.truePositives());
    }

    String falsePositives() {
      return NumberFormats.number(of.falsePositives());
    }

    String falseNegatives() {
      return NumberFormats.number(of.falseNegatives());
    }

    String trueNegatives() {
      return NumberFormats.number(of.trueNegatives());
    }

    String cost() {
      return NumberFormats.decimal(of.cost());
    }
  }

  static Optional<PagePart> of(String set, Evaluation evaluation) {
    return evaluation.find(TwoClassFindings.class).map(found -> of(found, evaluation.isWeighted()));
  }

  private static TwoClassPart of(TwoClassFindings found, boolean weighted) {
    TwoClassCurve curve = found.curve();
    return new TwoClassPart(
        found,
        found.whyWithout().orElse(""),
        curve.hasBoth() ? CurveChart.of(curve) : List.of(),
        curve.hasBoth()
            ? IntStream.rangeClosed(1, TENTHS).mapToObj(k -> Gain.of(curve, k)).toList()
            : List.of(),
        found.thresholds().stream().map(Threshold::new).toList(),
        weighted);
  }

  /** What a negative row costs that is called positive. */
  String falsePositiveCost() {
    return NumberFormats.number(found.costs().falsePositive());
  }

  /** What a positive row costs that is called negative. */
  String falseNegativeCost() {
    return NumberFormats.number(found.costs().falseNegative());
  }

  @Override
  public String template() {
    return "two-classes.mustache";
  }
}
