package dev.lockstep.network;

import org.apache.spark.ml.linalg.DenseMatrix;

/**
 * The buffers of one forward and backward pass over n rows, made once and used again for every n
 * rows that follow. Not for two threads at once.
 */
final class Workspace {
  private final DenseMatrix[] z;
  private final DenseMatrix[] zTransposed;
  private final DenseMatrix[] u;
  private final DenseMatrix[] du;

  /**
   * Allocates all buffers.
   *
   * @param topology the widths
   * @param rows n
   */
  Workspace(Topology topology, int rows) {
    int layers = topology.layers();
    z = new DenseMatrix[layers + 1];
    zTransposed = new DenseMatrix[layers + 1];
    u = new DenseMatrix[layers + 1];
    du = new DenseMatrix[layers + 1];
    for (int l = 0; l <= layers; l++) {
      int width = topology.widths().get(l);
      z[l] = byRows(rows, width);
      zTransposed[l] = z[l].transpose();
      if (l > 0) {
        u[l] = byRows(rows, width);
        du[l] = byRows(rows, width);
      }
    }
  }

  private static DenseMatrix byRows(int rows, int columns) {
    return new DenseMatrix(rows, columns, new double[Math.multiplyExact(rows, columns)], true);
  }

  /** What layer l gives, shape (n, d(l)): z0 is the input x, zL the probabilities y. */
  DenseMatrix z(int l) {
    return z[l];
  }

  /** z of layer l seen transposed, shape (d(l), n): the same numbers. */
  DenseMatrix zTransposed(int l) {
    return zTransposed[l];
  }

  /** What layer l gives before its activation, shape (n, d(l)). */
  DenseMatrix u(int l) {
    return u[l];
  }

  /** The derivative of the loss by u of layer l, shape (n, d(l)). */
  DenseMatrix du(int l) {
    return du[l];
  }
}
