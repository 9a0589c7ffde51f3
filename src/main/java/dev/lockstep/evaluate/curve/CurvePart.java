package dev.lockstep.evaluate.curve;

import dev.lockstep.evaluate.order.SortedRun;
import dev.lockstep.evaluate.order.Totals;
import dev.lockstep.evaluate.order.WeightUnit;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a curve: of a range of scores, the highest first. What is added up over scores is added
 * in their order, part after part. Not thread-safe.
 */
final class CurvePart implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double positives;
  private final double negatives;
  private final WeightUnit unit;
  private final ErrorCosts costs;

  /** Trapezoids between scores, in weights of both kinds of rows. */
  private double area;

  /** Weights of positive rows times the precision down to them. */
  private double precisions;

  private Best ks = Best.NONE;
  private Best f1 = Best.NONE;
  private Best cost;

  /** Of every threshold of the table the least score not below it; null if there is none here. */
  private final CurvePoint[] steps = new CurvePoint[TwoClassCurve.STEPS];

  private final List<CurvePoint> points = new ArrayList<>();
  private CurvePoint last = CurvePoint.NONE;

  /**
   * The point at which something is greatest so far.
   *
   * @param value how great
   * @param at the first such point
   */
  private record Best(double value, CurvePoint at) implements Serializable {
    private static final long serialVersionUID = 1L;
    static final Best NONE = new Best(0, CurvePoint.NONE);

    Best or(double other, CurvePoint point) {
      return other > value ? new Best(other, point) : this;
    }

    Best or(Best next) {
      return or(next.value, next.at);
    }
  }

  /**
   * Without scores yet.
   *
   * @param all the weights of all rows
   * @param unit of the weights
   * @param costs of the errors
   */
  CurvePart(Totals all, WeightUnit unit, ErrorCosts costs) {
    this.positives = all.positives(unit);
    this.negatives = all.negatives(unit);
    this.unit = unit;
    this.costs = costs;
    cost = new Best(-costs.falseNegative() * positives, CurvePoint.NONE);
  }

  /**
   * Adds all scores of a range.
   *
   * @param before the weights of the rows with higher scores
   * @param range the scores with the opposite sign
   * @return this
   */
  CurvePart of(Totals before, SortedRun range) {
    Totals sum = before;
    last = new CurvePoint(0, before.positives(unit), before.negatives(unit));
    for (int i = 0; i < range.size(); i++) {
      sum = sum.plus(range.totals(i));
      add(new CurvePoint(0.0 - range.value(i), sum.positives(unit), sum.negatives(unit)));
    }
    return this;
  }

  private void add(CurvePoint point) {
    double tp = point.truePositives();
    double fp = point.falsePositives();
    area += (fp - last.falsePositives()) * ((last.truePositives() + tp) / 2);
    precisions += (tp - last.truePositives()) * (tp / (tp + fp));
    ks = ks.or(Math.abs(tp / positives - fp / negatives), point);
    f1 = f1.or(2 * tp / (tp + fp + positives), point);
    cost = cost.or(-(costs.falsePositive() * fp + costs.falseNegative() * (positives - tp)), point);
    for (int step = 0; step < steps.length; step++) {
      steps[step] = point.threshold() >= TwoClassCurve.threshold(step) ? point : steps[step];
    }
    if (passes(last.truePositives(), tp, positives)
        || passes(last.falsePositives(), fp, negatives)) {
      points.add(point);
    }
    last = point;
  }

  /** Whether a multiple of a part of the whole is between two sums, or is the second. */
  private static boolean passes(double before, double after, double whole) {
    return Math.floor(TwoClassCurve.PARTS * before / whole)
        < Math.floor(TwoClassCurve.PARTS * after / whole);
  }

  /** Goes on with the part of the next lower scores. */
  void append(CurvePart next) {
    area += next.area;
    precisions += next.precisions;
    ks = ks.or(next.ks);
    f1 = f1.or(next.f1);
    cost = cost.or(next.cost);
    for (int step = 0; step < steps.length; step++) {
      steps[step] = next.steps[step] == null ? steps[step] : next.steps[step];
    }
    points.addAll(next.points);
    last = next.last;
  }

  /** The curve, once all parts are there. */
  TwoClassCurve curve() {
    boolean hasBoth = positives > 0 && negatives > 0;
    List<CurvePoint> thinned = new ArrayList<>(List.of(CurvePoint.NONE));
    thinned.addAll(points);
    List<CurvePoint> table = new ArrayList<>();
    for (CurvePoint step : steps) {
      table.add(step == null ? CurvePoint.NONE : step);
    }
    return new TwoClassCurve(
        positives,
        negatives,
        hasBoth ? area / positives / negatives : Double.NaN,
        positives > 0 ? precisions / positives : Double.NaN,
        hasBoth ? ks.value : Double.NaN,
        ks.at,
        f1.at,
        cost.at,
        table,
        thinned);
  }
}
