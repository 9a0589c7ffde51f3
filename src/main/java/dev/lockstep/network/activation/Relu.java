package dev.lockstep.network.activation;

import dev.lockstep.linalg.Matrix;

/**
 * The rectified linear unit {@code z = max(u, 0)}, and its derivative, 0 at u = 0.
 *
 * <p>Both without a branch: the processor cannot predict the signs of a layer's numbers, and a
 * wrong prediction costs ten times the work.
 */
public record Relu() implements Activation {
  @Override
  public String name() {
    return "RELU";
  }

  @Override
  public void forward(Matrix u, Matrix z) {
    double[] uValues = u.values();
    double[] zValues = z.values();
    int end = u.rows() * u.columns();
    for (int i = 0; i < end; i++) {
      zValues[i] = Math.max(uValues[i], 0);
    }
  }

  /**
   * {@code du = dz where u > 0, else 0}, in place. (Where u is NaN, which ends the run, either.)
   */
  @Override
  public void backward(Matrix u, Matrix z, Matrix dz) {
    double[] uValues = u.values();
    double[] dzValues = dz.values();
    int end = u.rows() * u.columns();
    for (int i = 0; i < end; i++) {
      long bits = Double.doubleToRawLongBits(uValues[i]);
      long keep = (-bits & ~bits) >> (Long.SIZE - 1); // all ones where u > 0, which is bits > 0
      dzValues[i] = Double.longBitsToDouble(Double.doubleToRawLongBits(dzValues[i]) & keep);
    }
  }
}
