package dev.lockstep.linalg;

import dev.lockstep.data.SparseRows;
import org.apache.spark.ml.linalg.DenseMatrix;

/**
 * Products {@code A B} where most of A is zero: {@code 0 + a[i][p] b[p] + a[i][q] b[q] + ...} over
 * the numbers of row i that are not zero, from left to right, every product and every sum rounded.
 *
 * <p>A zero's products change no sum, so the bits are those of {@link PlainProduct}, on every
 * machine, for any bounds (as long as B is finite).
 */
public final class SparseProduct {
  private static final RowSum ROW_SUM = RowSum.fastest();

  private SparseProduct() {}

  /**
   * {@code C = A B}.
   *
   * @param a shape (m, k)
   * @param b shape (k, n), stored row by row ({@code isTransposed})
   * @param c its first m n numbers are overwritten, row by row
   * @throws IllegalArgumentException naming both shapes if they do not fit
   */
  public static void multiply(SparseRows a, DenseMatrix b, double[] c) {
    multiply(ROW_SUM, a, b, c);
  }

  static void multiply(RowSum rowSum, SparseRows a, DenseMatrix b, double[] c) {
    requireFit(a, b);
    rowSum.multiply(a, b.values(), b.numCols(), c);
  }

  /**
   * Adds some rows of {@code A B} to C, each number of which is summed first.
   *
   * @param a shape (m, k)
   * @param b shape (k, n), stored row by row ({@code isTransposed})
   * @param from the first row, from 0
   * @param to the row after the last, at most m
   * @param c its (to - from) n numbers from {@code at} on are added to, row by row; none is -0,
   *     since a row of zeros is passed over
   * @param at where the rows begin in c
   * @throws IllegalArgumentException naming both shapes if they do not fit
   */
  public static void addRows(SparseRows a, DenseMatrix b, int from, int to, double[] c, int at) {
    addRows(ROW_SUM, a, b, from, to, c, at);
  }

  static void addRows(
      RowSum rowSum, SparseRows a, DenseMatrix b, int from, int to, double[] c, int at) {
    requireFit(a, b);
    rowSum.addRows(a, from, to, b.values(), b.numCols(), c, at);
  }

  private static void requireFit(SparseRows a, DenseMatrix b) {
    if (a.width() != b.numRows() || !b.isTransposed()) {
      throw new IllegalArgumentException(
          "A B of shapes (%d, %d) (%d, %d), B by %s"
              .formatted(
                  a.rows(),
                  a.width(),
                  b.numRows(),
                  b.numCols(),
                  b.isTransposed() ? "rows" : "columns: it must be by rows"));
    }
  }
}
