package dev.lockstep.network.loss;

import dev.lockstep.linalg.Matrix;
import dev.lockstep.rows.Targets;

/**
 * An output layer of T outputs, of which each is compared with its target by itself: the loss of a
 * row is the mean of T losses l, and {@code du[k] = w l'(u[k]) / (divisor T)}. A member says what y
 * and l are.
 */
interface SeparateOutputs extends OutputLayer {
  /** {@code y = f(u)} of one output. */
  double forward(double u);

  /** l of one output. */
  double loss(double u, double y, double t);

  /** l' of one output: its derivative by u. */
  double slope(double y, double t);

  /** t of an output. */
  default double target(Targets targets, int at, int k) {
    return targets.number(at, k);
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
      sum += loss(u.values()[u.at(row) + k], y.values()[y.at(row) + k], target(targets, at, k));
    }
    return sum / y.columns();
  }

  @Override
  default void backward(Matrix y, Targets targets, int first, double divisor, Matrix du) {
    double all = divisor * y.columns();
    for (int row = 0; row < y.rows(); row++) {
      double weight = targets.weight(first + row);
      for (int k = 0; k < y.columns(); k++) {
        double slope = slope(y.values()[y.at(row) + k], target(targets, first + row, k));
        du.values()[du.at(row) + k] = weight * slope / all;
      }
    }
  }
}
