package dev.lockstep.evaluate.curve;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How well a score puts positive rows before negative ones. Sums go over all distinct scores, rows
 * of the same score together, each row by its weight; rows without weight do not count.
 *
 * @param positives P, the weight of all positive rows; their number where rows have no weights
 * @param negatives N, likewise
 * @param rocAuc the area under true positives / P over false positives / N, trapezoids between
 *     distinct scores; NaN where P or N is 0
 * @param averagePrecision the sum over distinct scores of their share of P times the precision down
 *     to there; NaN where P is 0
 * @param ks Kolmogorov's and Smirnov's statistic, the greatest distance between the distributions
 *     of both classes' scores; NaN where P or N is 0
 * @param atKs where it is, first of the highest scores
 * @param atBestF1 where F1 is greatest, first of the highest scores
 * @param atLeastCost where errors cost least, first of the highest scores
 * @param steps what comes of the thresholds 0.05, 0.1 ... 0.95: the point of the least score that
 *     is not below
 * @param points the curve, from {@link CurvePoint#NONE} down to the least score; where it has more
 *     points those at which true positives / P or false positives / N pass a multiple of 1 / {@link
 *     #PARTS}
 */
public record TwoClassCurve(
    double positives,
    double negatives,
    double rocAuc,
    double averagePrecision,
    double ks,
    CurvePoint atKs,
    CurvePoint atBestF1,
    CurvePoint atLeastCost,
    List<CurvePoint> steps,
    List<CurvePoint> points)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Into how many parts each axis of the curve is cut, to thin its points. */
  public static final int PARTS = 500;

  /** How many thresholds {@link #steps} has. */
  static final int STEPS = 19;

  /** Copies the lists. */
  public TwoClassCurve {
    steps = List.copyOf(steps);
    points = List.copyOf(points);
  }

  /** The threshold of a step, from 0: 0.05, 0.1 and so on. */
  static double threshold(int step) {
    return (step + 1) / (STEPS + 1.0);
  }

  /** Whether there are rows of both classes. */
  public boolean hasBoth() {
    return positives > 0 && negatives > 0;
  }

  /** TP / P: recall, the share of the positive rows that are called so; 0 without such. */
  public double recall(CurvePoint point) {
    return ratio(point.truePositives(), positives);
  }

  /** FP / N: the share of the negative rows that are called positive; 0 without such. */
  public double falsePositiveRate(CurvePoint point) {
    return ratio(point.falsePositives(), negatives);
  }

  /** TP / (TP + FP); 1 where no row is called positive, as a curve begins. */
  public double precision(CurvePoint point) {
    double called = point.truePositives() + point.falsePositives();
    return called == 0 ? 1 : point.truePositives() / called;
  }

  /** (TP + FP) / (P + N): the share of all rows that are called positive. */
  public double share(CurvePoint point) {
    return ratio(point.truePositives() + point.falsePositives(), positives + negatives);
  }

  /**
   * {@link #recall} / {@link #share}: how many times as many positive rows are found as by chance;
   * NaN where no row is called positive.
   */
  public double lift(CurvePoint point) {
    return recall(point) / share(point);
  }

  /**
   * The threshold table: even steps, then the best thresholds.
   *
   * @param costs of the errors, those that {@link #atLeastCost} was found with
   */
  public List<ThresholdScore> thresholds(ErrorCosts costs) {
    List<ThresholdScore> scores = new ArrayList<>();
    for (int step = 0; step < steps.size(); step++) {
      scores.add(score("", threshold(step), steps.get(step), costs));
    }
    if (hasBoth()) {
      scores.add(score("f1", atBestF1.threshold(), atBestF1, costs));
      scores.add(score("cost", atLeastCost.threshold(), atLeastCost, costs));
      scores.add(score("ks", atKs.threshold(), atKs, costs));
    }
    return scores;
  }

  private ThresholdScore score(String best, double threshold, CurvePoint at, ErrorCosts costs) {
    double tp = at.truePositives();
    double fp = at.falsePositives();
    double fn = positives - tp;
    double tn = negatives - fp;
    return new ThresholdScore(
        best,
        threshold,
        tp,
        fp,
        fn,
        tn,
        ratio(tp, tp + fp),
        ratio(tp, positives),
        ratio(2 * tp, 2 * tp + fp + fn),
        ratio(tn, negatives),
        (fp * costs.falsePositive() + fn * costs.falseNegative()) / (positives + negatives));
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
