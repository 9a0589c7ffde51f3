package dev.lockstep.linalg;

/**
 * Formulas over runs of numbers, number by number, every operation rounded by itself as written:
 * all implementations have the same bits. Any number of threads may use one. These are the plain
 * ones.
 */
public interface Elementwise {
  /** The fastest of this JVM: on the vector unit where that is faster. */
  static Elementwise fastest() {
    return Jvm.hasVectors() ? new VectorElementwise() : new Elementwise() {};
  }

  /**
   * Adds a multiple, {@code y[at + j] = y[at + j] + alpha x[j]} for j from {@code from} to {@code
   * to} - 1: {@link #decay} where all of y stays.
   *
   * @param alpha the factor of x
   * @param x unchanged
   * @param y changed there; another array than x
   * @param at where the number that belongs to x[0] is in y, or would be
   */
  default void add(double alpha, double[] x, int from, int to, double[] y, int at) {
    decay(1, y, at, alpha, x, from, to);
  }

  /**
   * A sum that forgets: {@code m[at + j] = a m[at + j] + b x[j]} for j from {@code from} to {@code
   * to} - 1.
   *
   * @param a the share of m that stays
   * @param m changed there; another array than x
   * @param at where the number that belongs to x[0] is in m, or would be
   * @param b the factor of x
   * @param x unchanged
   */
  default void decay(double a, double[] m, int at, double b, double[] x, int from, int to) {
    for (int j = from; j < to; j++) {
      m[at + j] = a * m[at + j] + b * x[j];
    }
  }

  /** The same of squares: {@code v[at + j] = a v[at + j] + (b x[j]) x[j]}. */
  default void decaySquares(double a, double[] v, int at, double b, double[] x, int from, int to) {
    for (int j = from; j < to; j++) {
      v[at + j] = a * v[at + j] + b * x[j] * x[j];
    }
  }

  /**
   * {@code w[i] = w[i] - (c m[i]) / (sqrt(v[i]) s + e)} for i from {@code from} to {@code to} - 1.
   *
   * @param w changed there; another array than m and v
   */
  default void subtractRatio(
      double[] w, double c, double[] m, double[] v, double s, double e, int from, int to) {
    for (int i = from; i < to; i++) {
      w[i] -= c * m[i] / (Math.sqrt(v[i]) * s + e);
    }
  }

  /**
   * The logistic function, {@code z[i] = 1 / (1 + exp(-u[i]))} for i from {@code from} to {@code
   * to} - 1, with {@link StrictMath#exp}.
   *
   * @param u unchanged
   * @param z changed there; may be u
   */
  default void logistic(double[] u, double[] z, int from, int to) {
    for (int i = from; i < to; i++) {
      z[i] = 1 / (1 + StrictMath.exp(-u[i]));
    }
  }
}
