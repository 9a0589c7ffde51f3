package dev.lockstep.network;

import dev.lockstep.linalg.Matrix;
import dev.lockstep.linalg.Products;
import dev.lockstep.linalg.SparseRows;
import dev.lockstep.network.dropout.Masks;
import dev.lockstep.pack.Chunk;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.RowValues;
import dev.lockstep.scale.Scaling;

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
   * Removes all rows and makes room for so many; {@code withoutZeros} keeps them as {@link
   * SparseRows}.
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

  /** Adds {@code count} rows of a chunk, from row {@code from}; it is sparse if these rows are. */
  void add(Chunk chunk, int from, int count) {
    if (isSparse) {
      chunk.addTo(sparse, from, count);
    } else {
      chunk.read(from, count, dense, rows * width);
    }
    rows += count;
  }

  /** Drops what masks of the same rows drop of them, in place. */
  void drop(Masks masks) {
    if (!masks.drops(0)) {
      return;
    }
    if (isSparse) {
      masks.dropInput(sparse);
    } else {
      masks.dropInput(dense());
    }
  }

  /** Takes so many other rows, to be written row by row from the beginning of the array. */
  double[] overwrite(int count) {
    begin(count, false);
    rows = count;
    return dense;
  }

  /**
   * Takes x of other rows as they are kept, without zeros.
   *
   * @return whether they were taken: not if x of them is not sparse or its numbers are to be
   *     checked
   */
  boolean take(RowBlock group, Scaling scaling) {
    RowValues values = group.values();
    boolean isTaken =
        values.areSparse()
            && values.numbers().areModest()
            && scaling.takesModestNumbers()
            && scaling.keepsSparse();
    if (isTaken) {
      begin(0, true);
      values.addTo(sparse, group.offset(), group.rows());
      scaling.scaleSparse(sparse, 0);
      rows = group.rows();
    }
    return isTaken;
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

  /** {@code u = x W}: W of shape (d0, d1), u of shape (n, d1), overwritten. */
  void multiply(Products products, Matrix w, Matrix u) {
    if (isSparse) {
      products.multiply(sparse, w, u);
    } else {
      products.multiply(dense(), w, u);
    }
  }

  /**
   * x' of rows {@code from} to {@code to} - 1 of a sparse x, shape (d0, to - from), overwritten.
   */
  void transpose(int from, int to, SparseRows transposed) {
    sparse.transposeInto(from, to, transposed);
  }
}
