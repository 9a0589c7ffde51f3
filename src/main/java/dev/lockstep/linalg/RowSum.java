package dev.lockstep.linalg;

/**
 * Adds a weighted sum of rows, {@code c = c + (0 + w[from] b[r[from]] + ... + w[to-1] b[r[to-1]])},
 * each number summed from left to right, every product and every sum rounded: all implementations
 * have the same bits.
 */
interface RowSum {
  /**
   * Adds one sum.
   *
   * @param r which row of b each term takes
   * @param w the weight of each term
   * @param from the first term
   * @param to the term after the last
   * @param b rows of n numbers
   * @param n numbers in a row
   * @param c its n numbers from {@code at} on are added to
   * @param at where the sum begins in c
   */
  void add(int[] r, double[] w, int from, int to, double[] b, int n, double[] c, int at);

  /** The fastest of this JVM: on the vector unit where it has {@code jdk.incubator.vector}. */
  static RowSum fastest() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? new VectorRowSum()
        : new PlainRowSum();
  }
}
