package dev.lockstep.network;

import dev.lockstep.data.PackedRows;
import dev.lockstep.data.SparseRows;
import dev.lockstep.linalg.MatrixProduct;
import dev.lockstep.linalg.SparseProduct;
import java.util.Arrays;
import org.apache.spark.ml.linalg.DenseMatrix;

/**
 * x of n rows, shape (n, d0), dense or without its zeros, as the rows are packed: the first layer's
 * products are the greater part of all work, and four fifths of MNIST's pixels are zero. Not for
 * two threads at once.
 */
final class Input {
  private final int rows;
  private final int width;

  /** Made at first use: a data set is mostly of one kind. */
  private DenseMatrix dense;

  private DenseMatrix denseTransposed;
  private SparseRows sparse;
  private final SparseRows sparseTransposed = new SparseRows();
  private boolean isSparse;

  Input(int rows, int width) {
    this.rows = rows;
    this.width = width;
  }

  /**
   * Takes other rows.
   *
   * @param chunk where they are
   * @param from the first, from 0; n rows are read
   */
  void read(PackedRows chunk, int from) {
    if (chunk.areSparse()) {
      isSparse = true;
      sparse = sparse == null ? new SparseRows() : sparse;
      chunk.read(from, rows, sparse);
    } else {
      chunk.read(from, rows, dense().values());
    }
  }

  /** Goes over to rows without zeros, if {@link #dense} has as few others as sparse rows have. */
  void dropZeros() {
    sparse = sparse == null ? new SparseRows() : sparse;
    isSparse = sparse.take(dense.values(), rows, width);
  }

  /** x as a dense matrix, to be written. */
  DenseMatrix dense() {
    isSparse = false;
    if (dense == null) {
      dense = new DenseMatrix(rows, width, new double[Math.multiplyExact(rows, width)], true);
      denseTransposed = dense.transpose();
    }
    return dense;
  }

  /**
   * {@code x W}.
   *
   * @param product computes it where x is dense
   * @param w shape (d0, d1)
   * @param u shape (n, d1), overwritten
   */
  void multiply(MatrixProduct product, DenseMatrix w, DenseMatrix u) {
    if (isSparse) {
      SparseProduct.multiply(sparse, w, u.values());
    } else {
      product.multiply(dense(), w, u);
    }
  }

  /** Makes x', which the products below need: they change nothing any more. */
  void transpose() {
    if (isSparse) {
      sparse.transposeInto(sparseTransposed);
    }
  }

  /**
   * Some rows of {@code x' du}, after {@link #transpose}.
   *
   * @param product computes them where x is dense
   * @param du shape (n, d1)
   * @param from the first row, from 0
   * @param to the row after the last, at most d0
   * @param dw its (to - from) d1 numbers from {@code at} on are overwritten, row by row
   * @param at where the rows begin in dw
   */
  void multiplyTransposed(
      MatrixProduct product, DenseMatrix du, int from, int to, double[] dw, int at) {
    if (isSparse) {
      Arrays.fill(dw, at, at + (to - from) * du.numCols(), 0);
      addTransposed(du, from, to, dw, at);
    } else {
      product.multiplyRows(denseTransposed, du, from, to, dw, at);
    }
  }

  /**
   * Adds some rows of {@code x' du}, after {@link #transpose}, x being {@linkplain #isSparse
   * sparse}.
   *
   * @param du shape (n, d1)
   * @param from the first row, from 0
   * @param to the row after the last, at most d0
   * @param dw its (to - from) d1 numbers from {@code at} on are added to, row by row
   * @param at where the rows begin in dw
   */
  void addTransposed(DenseMatrix du, int from, int to, double[] dw, int at) {
    SparseProduct.addRows(sparseTransposed, du, from, to, dw, at);
  }

  /** Whether the rows are without their zeros. */
  boolean isSparse() {
    return isSparse;
  }
}
