package dev.lockstep.network;

import org.apache.spark.ml.linalg.DenseMatrix;

/** The rectified linear unit {@code z = max(u, 0)}, and its derivative, 0 at u = 0. */
final class Relu {
  private Relu() {}

  /**
   * {@code z = u where u > 0, else 0}; NaN stays NaN, so that a run that diverges is seen.
   *
   * @param u shape (n, width)
   * @param z same shape, overwritten; may be u
   */
  static void forward(DenseMatrix u, DenseMatrix z) {
    double[] uValues = u.values();
    double[] zValues = z.values();
    for (int i = 0; i < uValues.length; i++) {
      zValues[i] = uValues[i] <= 0 ? 0 : uValues[i];
    }
  }

  /**
   * {@code du = dz where u > 0, else 0}, in place.
   *
   * @param u shape (n, width): what went forward
   * @param dz same shape: the derivative of the loss by z on entry, by u on return
   */
  static void backward(DenseMatrix u, DenseMatrix dz) {
    double[] uValues = u.values();
    double[] dzValues = dz.values();
    for (int i = 0; i < uValues.length; i++) {
      if (!(uValues[i] > 0)) {
        dzValues[i] = 0;
      }
    }
  }
}
