package dev.lockstep.network;

import dev.lockstep.linalg.Matrix;

/**
 * The rectified linear unit {@code z = max(u, 0)}, and its derivative, 0 at u = 0.
 *
 * <p>Both without a branch: the processor cannot foresee the signs of a layer's numbers, and to be
 * wrong about one costs ten times the work.
 */
final class Relu {
  private Relu() {}

  /**
   * {@code z = u where u > 0, else 0}; NaN stays NaN, so that a run that diverges is seen.
   *
   * @param u shape (n, width), from the beginning of its array without gaps, as z
   * @param z same shape, overwritten; may be u
   */
  static void forward(Matrix u, Matrix z) {
    double[] uValues = u.values();
    double[] zValues = z.values();
    int end = u.rows() * u.columns();
    for (int i = 0; i < end; i++) {
      zValues[i] = Math.max(uValues[i], 0);
    }
  }

  /**
   * {@code du = dz where u > 0, else 0}, in place. (Where u is NaN, which ends the run, either.)
   *
   * @param u shape (n, width), from the beginning of its array without gaps, as dz: what went
   *     forward
   * @param dz same shape: the derivative of the loss by z on entry, by u on return
   */
  static void backward(Matrix u, Matrix dz) {
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
