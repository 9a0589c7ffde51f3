package dev.lockstep.evaluate.number;

import dev.lockstep.evaluate.order.Gathered;
import dev.lockstep.evaluate.order.ScoredRows;
import dev.lockstep.evaluate.order.TopN;
import dev.lockstep.rows.NumberLabels;
import dev.lockstep.scale.ExactSum;
import java.util.List;

/** What is known of a target and its predictions after all rows were seen once. Not thread-safe. */
final class NumberSums implements Gathered<NumberSums> {
  private static final long serialVersionUID = 1L;

  private final NumberLabels labels;
  private final int target;

  /** Sums over rows, each by its weight: 1, (t - y)², |t - y|, t, t - y, the Poisson deviance. */
  final ExactSum weight = new ExactSum();

  final ExactSum squares = new ExactSum();
  final ExactSum sizes = new ExactSum();
  final ExactSum truths = new ExactSum();
  final ExactSum residuals = new ExactSum();
  final ExactSum deviance = new ExactSum();

  private double leastTruth = Double.POSITIVE_INFINITY;
  private double greatestTruth = Double.NEGATIVE_INFINITY;
  private double leastResidual = Double.POSITIVE_INFINITY;
  private double greatestResidual = Double.NEGATIVE_INFINITY;

  private final TopN<RowError> worst = new TopN<>(RowError.MOST);

  /** Of no rows yet. */
  NumberSums(NumberLabels labels, int target) {
    this.labels = labels;
    this.target = target;
  }

  @Override
  public NumberSums none() {
    return new NumberSums(labels, target);
  }

  @Override
  public void add(ScoredRows rows) {
    for (int row = 0; row < rows.rows(); row++) {
      double w = rows.weight(row);
      if (w > 0) {
        add(rows, row, w);
      }
    }
  }

  private void add(ScoredRows rows, int row, double w) {
    double residual = residual(rows, row, target);
    double truth = labels.inOwnUnit(rows.number(row, target), target);
    double predicted = labels.inOwnUnit(rows.y(row, target), target);
    weight.add(w);
    squares.add(w * (residual * residual));
    sizes.add(w * Math.abs(residual));
    truths.add(w * truth);
    residuals.add(w * residual);
    if (labels.areCounts()) {
      deviance.add(w * deviance(truth, predicted));
    }
    leastTruth = Math.min(leastTruth, truth);
    greatestTruth = Math.max(greatestTruth, truth);
    leastResidual = Math.min(leastResidual, residual);
    greatestResidual = Math.max(greatestResidual, residual);
    worst.add(new RowError(rows.place(row), truth, predicted));
  }

  /** t - y of a row, in the target's own unit. */
  static double residual(ScoredRows rows, int row, int target) {
    return (rows.number(row, target) - rows.y(row, target)) * rows.unit(target) + 0.0;
  }

  /** 2 (t log(t / y) - t + y), with 0 log 0 = 0, as scikit-learn's {@code d2_tweedie_score}. */
  static double deviance(double t, double y) {
    return 2 * ((t == 0 ? 0 : t * StrictMath.log(t / y)) - t + y);
  }

  @Override
  public NumberSums merge(NumberSums other) {
    weight.add(other.weight);
    squares.add(other.squares);
    sizes.add(other.sizes);
    truths.add(other.truths);
    residuals.add(other.residuals);
    deviance.add(other.deviance);
    leastTruth = Math.min(leastTruth, other.leastTruth);
    greatestTruth = Math.max(greatestTruth, other.greatestTruth);
    leastResidual = Math.min(leastResidual, other.leastResidual);
    greatestResidual = Math.max(greatestResidual, other.greatestResidual);
    worst.addAll(other.worst);
    return this;
  }

  /** The mean of what was added up. */
  double mean(ExactSum sum) {
    return sum.value() / weight.value();
  }

  /** Whether all rows have the same true number. */
  boolean isConstant() {
    return leastTruth == greatestTruth;
  }

  /** Whether all rows have the same residual. */
  boolean hasConstantResidual() {
    return leastResidual == greatestResidual;
  }

  /** The rows with the greatest errors. */
  List<RowError> worst() {
    return worst.list();
  }
}
