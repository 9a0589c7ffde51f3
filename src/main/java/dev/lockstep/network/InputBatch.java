package dev.lockstep.network;

import dev.lockstep.linalg.Matrix;
import dev.lockstep.linalg.Products;
import dev.lockstep.linalg.SparseRows;
import dev.lockstep.pack.Chunk;

/**
 * x of n rows, shape (n, d0), dense or without its zeros: the first layer's products are the
 * greater part of all work, and four fifths of MNIST's pixels are zero. Not thread-safe.
 */
final class InputBatch {
  private final int width;
  private final SparseRows sparse = new SparseRows();
  private double[] dense = {};
  private boolean isSparse;
  private int rows;

  InputBatch(int width) {
    this.width = width;
  }

  /**
   * Starts afresh, without rows.
   *
   * @param most how many rows are going to be added
   * @param withoutZeros whether they are kept as {@link SparseRows}
   */
  void begin(int most, boolean withoutZeros) {
    rows = 0;
    isSparse = withoutZeros;
    if (isSparse) {
      sparse.clear(width);
    } else if (dense.length < most * width) {
      dense = new double[Math.multiplyExact(most, width)];
    }
  }

  /**
   * Adds rows.
   *
   * @param chunk where they are; sparse if these rows are
   * @param from the first, from 0
   * @param count how many
   */
  void add(Chunk chunk, int from, int count) {
    if (isSparse) {
      chunk.addTo(sparse, from, count);
    } else {
      chunk.read(from, count, dense, rows * width);
    }
    rows += count;
  }

  /**
   * Takes other rows, to be written.
   *
   * @param count how many
   * @return holds them, row by row from its beginning
   */
  double[] overwrite(int count) {
    begin(count, false);
    rows = count;
    return dense;
  }

  /** Goes over to rows without zeros, if so many numbers are zero that it is worth it. */
  void dropZeros() {
    isSparse = sparse.take(dense, rows, width);
  }

  int rows() {
    return rows;
  }

  /** Whether the rows are kept without their zeros. */
  boolean isSparse() {
    return isSparse;
  }

  /** The rows with their zeros, shape (n, d0), not being {@linkplain #isSparse sparse}. */
  Matrix dense() {
    return new Matrix(dense, rows, width);
  }

  /**
   * {@code u = x W}.
   *
   * @param products computes it
   * @param w shape (d0, d1)
   * @param u shape (n, d1), overwritten
   */
  void multiply(Products products, Matrix w, Matrix u) {
    if (isSparse) {
      products.multiply(sparse, w, u);
    } else {
      products.multiply(dense(), w, u);
    }
  }

  /**
   * x' of some rows of a sparse x.
   *
   * @param from the first row, from 0
   * @param to the row after the last
   * @param transposed overwritten, shape (d0, to - from)
   */
  void transpose(int from, int to, SparseRows transposed) {
    sparse.transposeInto(from, to, transposed);
  }
}
