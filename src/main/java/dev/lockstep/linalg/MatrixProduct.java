package dev.lockstep.linalg;

import org.apache.spark.ml.linalg.DenseMatrix;

/**
 * {@code C = A B} over MLlib's local matrices, into a buffer that the caller owns.
 *
 * <p>Which implementation computes a product decides its last bits: one run uses one of them
 * everywhere.
 */
public sealed interface MatrixProduct permits PlainProduct, NetlibProduct {
  /**
   * {@code C = A B}.
   *
   * @param a shape (m, k), either layout
   * @param b shape (k, n), either layout
   * @param c shape (m, n), stored row by row ({@code isTransposed}); overwritten, and not an
   *     operand
   * @throws IllegalArgumentException naming all three shapes if they do not fit
   */
  default void multiply(DenseMatrix a, DenseMatrix b, DenseMatrix c) {
    requireShapes(a, b, c);
    multiplyRows(a, b, 0, a.numRows(), c.values(), 0);
  }

  /**
   * Some rows of {@code A B}. The same rows have the same bits only for the same bounds.
   *
   * @param a shape (m, k), either layout
   * @param b shape (k, n), either layout
   * @param from the first row, from 0
   * @param to the row after the last, at most m
   * @param c its (to - from) n numbers from {@code at} on are overwritten, row by row
   * @param at where the rows begin in c
   */
  void multiplyRows(DenseMatrix a, DenseMatrix b, int from, int to, double[] c, int at);

  /**
   * Checks the shapes of a product.
   *
   * @throws IllegalArgumentException naming all three shapes if they do not fit
   */
  static void requireShapes(DenseMatrix a, DenseMatrix b, DenseMatrix c) {
    if (a.numCols() != b.numRows()
        || a.numRows() != c.numRows()
        || b.numCols() != c.numCols()
        || !c.isTransposed()) {
      throw new IllegalArgumentException(
          "C = A B of shapes (%d, %d) = (%d, %d) (%d, %d), C by %s"
              .formatted(
                  c.numRows(),
                  c.numCols(),
                  a.numRows(),
                  a.numCols(),
                  b.numRows(),
                  b.numCols(),
                  c.isTransposed() ? "rows" : "columns: it must be by rows"));
    }
  }
}
