package dev.lockstep.network;

import dev.lockstep.data.PackedRows;
import dev.lockstep.data.SparseRows;
import dev.lockstep.linalg.MatrixProduct;
import dev.lockstep.linalg.MatrixRows;
import dev.lockstep.linalg.SparseProduct;
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
   * @param wRows the same numbers, for where x is sparse
   * @param u shape (n, d1), overwritten
   */
  void multiply(MatrixProduct product, DenseMatrix w, MatrixRows wRows, DenseMatrix u) {
    if (isSparse) {
      SparseProduct.multiply(sparse, wRows, u.values());
    } else {
      product.multiply(dense(), w, u);
    }
  }

  /** Makes x' of a sparse x, which the products below need: they change nothing any more. */
  void transpose() {
    sparse.transposeInto(sparseTransposed);
  }

  /**
   * Some rows of {@code x' du}, after {@link #transpose}.
   *
   * @param product computes them where x is dense
   * @param du shape (n, d1)
   * @param duRows the same numbers, for where x is sparse
   * @param from the first row, from 0
   * @param to the row after the last, at most d0
   * @param dw shape (to - from, d1), overwritten; without gaps where x is dense
   */
  void multiplyTransposed(
      MatrixProduct product, DenseMatrix du, MatrixRows duRows, int from, int to, MatrixRows dw) {
    if (isSparse) {
      dw.clear();
      addTransposed(duRows, from, to, dw);
    } else {
      product.multiplyRows(denseTransposed, du, from, to, dw.values(), dw.first());
    }
  }

  /**
   * Adds some rows of {@code x' du}, after {@link #transpose}, x being {@linkplain #isSparse
   * sparse}.
   *
   * @param du shape (n, d1)
   * @param from the first row, from 0
   * @param to the row after the last, at most d0
   * @param dw shape (to - from, d1), added to
   */
  void addTransposed(MatrixRows du, int from, int to, MatrixRows dw) {
    SparseProduct.addRows(sparseTransposed, du, from, to, dw);
  }

  /** Whether the rows are without their zeros. */
  boolean isSparse() {
    return isSparse;
  }
}
