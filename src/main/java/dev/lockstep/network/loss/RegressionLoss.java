package dev.lockstep.network.loss;

import dev.lockstep.linalg.Matrix;
import dev.lockstep.rows.DatasetInfo;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.NumberLabels;
import dev.lockstep.rows.Targets;
import java.util.List;

/**
 * An output layer of T numbers, of which each is compared with its target by itself: the loss of a
 * row is the mean of T losses l, and {@code du[k] = w l'(u[k]) / (divisor T)}. A member says what y
 * and l are.
 */
public interface RegressionLoss extends OutputLayer {
  /** The sum of the rows' squared errors, means over the targets, in the targets' own units. */
  String SQUARES = "squares";

  /** Whether targets are counts, 0 or more and not scaled; otherwise they are standardised. */
  default boolean areCounts() {
    return false;
  }

  /** {@code y = f(u)} of one number. */
  default double forward(double u) {
    return u;
  }

  /** l of one number. */
  double loss(double u, double y, double t);

  /** l' of one number: its derivative by u. */
  double slope(double y, double t);

  @Override
  default boolean learnsClasses() {
    return false;
  }

  @Override
  default Labels labels(DatasetInfo train) {
    return labels(NumberLabels.namesOf(train));
  }

  @Override
  default Labels labels(List<String> names) {
    return new NumberLabels(names, areCounts());
  }

  @Override
  default void forward(Matrix u, Matrix y) {
    for (int row = 0; row < u.rows(); row++) {
      for (int k = 0; k < u.columns(); k++) {
        y.values()[y.at(row) + k] = forward(u.values()[u.at(row) + k]);
      }
    }
  }

  @Override
  default double loss(Matrix u, Matrix y, int row, Targets targets, int at) {
    double sum = 0;
    for (int k = 0; k < y.columns(); k++) {
      sum += loss(u.values()[u.at(row) + k], y.values()[y.at(row) + k], targets.number(at, k));
    }
    return sum / y.columns();
  }

  @Override
  default void backward(Matrix y, Targets targets, int first, double divisor, Matrix du) {
    double all = divisor * y.columns();
    for (int row = 0; row < y.rows(); row++) {
      double weight = targets.weight(first + row);
      for (int k = 0; k < y.columns(); k++) {
        double slope = slope(y.values()[y.at(row) + k], targets.number(first + row, k));
        du.values()[du.at(row) + k] = weight * slope / all;
      }
    }
  }

  @Override
  default List<String> sums() {
    return List.of(SQUARES);
  }

  @Override
  default void addSums(Matrix y, int row, Targets targets, int at, double[] sums) {
    double sum = 0;
    for (int k = 0; k < y.columns(); k++) {
      double error = (y.values()[y.at(row) + k] - targets.number(at, k)) * targets.unit(k);
      sum += error * error;
    }
    sums[0] += sum / y.columns();
  }
}
