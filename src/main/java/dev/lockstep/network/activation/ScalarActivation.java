package dev.lockstep.network.activation;

import dev.lockstep.linalg.Matrix;

/** An activation that is told by a formula for one number, and one for its derivative. */
interface ScalarActivation extends Activation {
  /** f(u). */
  double of(double u);

  /** f'(u), where z = f(u) is known. */
  double derivative(double u, double z);

  @Override
  default void forward(Matrix u, Matrix z) {
    double[] uValues = u.values();
    double[] zValues = z.values();
    int end = u.rows() * u.columns();
    for (int i = 0; i < end; i++) {
      zValues[i] = of(uValues[i]);
    }
  }

  @Override
  default void backward(Matrix u, Matrix z, Matrix dz) {
    double[] uValues = u.values();
    double[] zValues = z.values();
    double[] dzValues = dz.values();
    int end = u.rows() * u.columns();
    for (int i = 0; i < end; i++) {
      dzValues[i] *= derivative(uValues[i], zValues[i]);
    }
  }
}
