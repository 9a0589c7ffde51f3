package dev.lockstep.network;

import dev.lockstep.linalg.AlignedRows;
import dev.lockstep.linalg.MatrixRows;
import org.apache.spark.ml.linalg.DenseMatrix;

/**
 * The buffers of one forward and backward pass over n rows, made once and used again for every n
 * rows that follow. Not for two threads at once.
 */
final class Workspace {
  private final Input x;
  private final DenseMatrix[] z;
  private final DenseMatrix[] zTransposed;
  private final DenseMatrix[] u;
  private final DenseMatrix[] du;

  /** Made at first use. */
  private AlignedRows alignedDu;

  private MatrixRows duRows;

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
    x = new Input(rows, topology.inputs(1));
    for (int l = 1; l <= layers; l++) {
      int width = topology.outputs(l);
      z[l] = byRows(rows, width);
      zTransposed[l] = z[l].transpose();
      u[l] = byRows(rows, width);
      du[l] = byRows(rows, width);
    }
  }

  private static DenseMatrix byRows(int rows, int columns) {
    return new DenseMatrix(rows, columns, new double[Math.multiplyExact(rows, columns)], true);
  }

  /** The input of the first layer, shape (n, d0). */
  Input x() {
    return x;
  }

  /** What layer l gives, l of 1 to L, shape (n, d(l)): zL are the probabilities y. */
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

  /** Makes what dW1 is computed from where x is sparse: x and du of the first layer stand still. */
  void prepareGradient() {
    if (x.isSparse()) {
      x.transpose();
      alignedDu = alignedDu == null ? new AlignedRows(du[1].numRows(), du[1].numCols()) : alignedDu;
      duRows = alignedDu.copy(du[1]);
    }
  }

  /** The rows of du of the first layer, after {@link #prepareGradient}. */
  MatrixRows duRows() {
    return duRows;
  }
}
