package dev.lockstep.linalg;

import dev.lockstep.data.SparseRows;
import java.util.Arrays;

/**
 * Weighted sums of rows, each number summed from left to right, every product and every sum
 * rounded: all implementations have the same bits.
 */
interface RowSum {
  /**
   * Adds a sum, {@code c = c + (0 + w[from] b[r[from]] + ... + w[to-1] b[r[to-1]])}.
   *
   * @param r which row of b each term takes
   * @param w the weight of each term
   * @param from the first term
   * @param to the term after the last
   * @param b rows of n numbers
   * @param c its n numbers from {@code at} on are added to
   * @param at where the sum begins in c
   */
  void add(int[] r, double[] w, int from, int to, MatrixRows b, double[] c, int at);

  /**
   * Adds some rows of {@code A B}, where most of A is zero, each number summed first.
   *
   * @param a shape (m, k)
   * @param from the first row, from 0
   * @param to the row after the last, at most m
   * @param b shape (k, n)
   * @param c shape (to - from, n): added to; no number is -0, since a row of zeros is passed over
   */
  default void addRows(SparseRows a, int from, int to, MatrixRows b, MatrixRows c) {
    int[] starts = a.starts();
    for (int i = from; i < to; i++) {
      if (starts[i] < starts[i + 1]) {
        int row = c.first() + (i - from) * c.stride();
        add(a.columns(), a.values(), starts[i], starts[i + 1], b, c.values(), row);
      }
    }
  }

  /**
   * {@code C = A B}, where most of A is zero.
   *
   * @param a shape (m, k)
   * @param b shape (k, n)
   * @param c its first m n numbers are overwritten, row by row
   */
  default void multiply(SparseRows a, MatrixRows b, double[] c) {
    Arrays.fill(c, 0, a.rows() * b.width(), 0);
    addRows(a, 0, a.rows(), b, MatrixRows.in(c, 0, a.rows(), b.width()));
  }

  /** The fastest of this JVM: on the vector unit where it has {@code jdk.incubator.vector}. */
  static RowSum fastest() {
    return hasVectors() ? new VectorRowSum() : new PlainRowSum();
  }

  /** Whether this JVM has {@code jdk.incubator.vector}. */
  static boolean hasVectors() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }
}
