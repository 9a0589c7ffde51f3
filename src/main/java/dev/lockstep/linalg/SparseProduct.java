package dev.lockstep.linalg;

import dev.lockstep.data.SparseRows;

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
   * @param b shape (k, n)
   * @param c its first m n numbers are overwritten, row by row
   * @throws IllegalArgumentException naming both shapes if they do not fit
   */
  public static void multiply(SparseRows a, MatrixRows b, double[] c) {
    multiply(ROW_SUM, a, b, c);
  }

  static void multiply(RowSum rowSum, SparseRows a, MatrixRows b, double[] c) {
    requireFit(a, b);
    rowSum.multiply(a, b, c);
  }

  /**
   * Adds some rows of {@code A B} to C, each number of which is summed first.
   *
   * @param a shape (m, k)
   * @param b shape (k, n)
   * @param from the first row, from 0
   * @param to the row after the last, at most m
   * @param c shape (to - from, n): added to; no number is -0, since a row of zeros is passed over
   * @throws IllegalArgumentException naming the shapes if they do not fit
   */
  public static void addRows(SparseRows a, MatrixRows b, int from, int to, MatrixRows c) {
    addRows(ROW_SUM, a, b, from, to, c);
  }

  static void addRows(RowSum rowSum, SparseRows a, MatrixRows b, int from, int to, MatrixRows c) {
    requireFit(a, b);
    if (c.rows() != to - from || c.width() != b.width()) {
      throw new IllegalArgumentException(
          "Rows %d to %d of A B into C of shape (%d, %d): they have %d numbers each"
              .formatted(from, to, c.rows(), c.width(), b.width()));
    }
    rowSum.addRows(a, from, to, b, c);
  }

  private static void requireFit(SparseRows a, MatrixRows b) {
    if (a.width() != b.rows()) {
      throw new IllegalArgumentException(
          "A B of shapes (%d, %d) (%d, %d)".formatted(a.rows(), a.width(), b.rows(), b.width()));
    }
  }
}
