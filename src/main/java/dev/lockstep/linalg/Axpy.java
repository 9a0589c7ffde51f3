package dev.lockstep.linalg;

/**
 * {@code y = y + alpha x}, number by number, every product and every sum rounded: all
 * implementations have the same bits.
 */
public interface Axpy {
  /**
   * Adds a multiple, {@code y[at + j] = y[at + j] + alpha x[j]} for j from {@code from} on.
   *
   * @param alpha the factor
   * @param x what is multiplied
   * @param from the first number of x, from 0
   * @param to the number after the last
   * @param y its (to - from) numbers from {@code at + from} on are added to; another array than x
   * @param at where the number that belongs to x[0] is in y, or would be
   */
  void add(double alpha, double[] x, int from, int to, double[] y, int at);

  /**
   * The fastest of this JVM: on the vector unit where that is faster. Any number of threads may use
   * it.
   */
  static Axpy fastest() {
    return Jvm.hasVectors() ? new VectorAxpy() : Axpy::plain;
  }

  /** Number by number. */
  static void plain(double alpha, double[] x, int from, int to, double[] y, int at) {
    for (int j = from; j < to; j++) {
      y[at + j] += alpha * x[j];
    }
  }
}
