package dev.lockstep.network;

import dev.lockstep.linalg.Matrix;

/**
 * The output layer: {@code y = softmax(u)}, the loss {@code -log y[t]}, and their derivative. Row
 * by row, with exp and log from {@link StrictMath}, so that the bits are the same on every machine.
 */
final class SoftmaxCrossEntropy {
  /** The tutorial's clamp: the loss of a row is at most -log 1e-7, about 16.1. */
  static final double SMALLEST_PROBABILITY = 1e-7;

  private SoftmaxCrossEntropy() {}

  /**
   * {@code y[j] = exp(u[j] - max u) / sum over j of exp(u[j] - max u)} of every row.
   *
   * @param u shape (n, classes)
   * @param y same shape, overwritten; may be u
   */
  static void forward(Matrix u, Matrix y) {
    int classes = u.columns();
    double[] uValues = u.values();
    double[] yValues = y.values();
    for (int i = 0; i < u.rows(); i++) {
      int row = u.at(i);
      int yRow = y.at(i);
      double max = uValues[row];
      for (int j = 1; j < classes; j++) {
        max = Math.max(max, uValues[row + j]);
      }
      double sum = 0;
      for (int j = 0; j < classes; j++) {
        double e = StrictMath.exp(uValues[row + j] - max);
        yValues[yRow + j] = e;
        sum += e;
      }
      for (int j = 0; j < classes; j++) {
        yValues[yRow + j] /= sum;
      }
    }
  }

  /**
   * {@code -log max(y[t], 1e-7)} of one row.
   *
   * @param y shape (n, classes): probabilities
   * @param row the row
   * @param t its class
   * @return the row's cross-entropy in nats; NaN where y[t] is
   */
  static double loss(Matrix y, int row, int t) {
    return -StrictMath.log(Math.max(y.values()[y.at(row) + t], SMALLEST_PROBABILITY));
  }

  /**
   * {@code du = (y - t) / n}, with t one-hot: the derivative of the mini-batch's mean cross-entropy
   * by u, as the tutorial has it (the clamp is not differentiated).
   *
   * @param y shape (rows, classes): probabilities
   * @param t classes of the rows, from {@code from} on
   * @param from where these rows' classes begin in t
   * @param batchRows n: the length of the whole mini-batch, of which these rows are a part
   * @param du same shape as y, overwritten
   */
  static void backward(Matrix y, int[] t, int from, int batchRows, Matrix du) {
    double[] yValues = y.values();
    double[] duValues = du.values();
    for (int i = 0; i < y.rows(); i++) {
      int row = y.at(i);
      int duRow = du.at(i);
      for (int j = 0; j < y.columns(); j++) {
        duValues[duRow + j] =
            (j == t[from + i] ? yValues[row + j] - 1 : yValues[row + j]) / batchRows;
      }
    }
  }

  /**
   * The class with the highest probability, the first of equals, as numpy's {@code argmax}.
   *
   * @param y shape (n, classes)
   * @param row the row
   * @return its most probable class
   */
  static int argMax(Matrix y, int row) {
    double[] yValues = y.values();
    int at = y.at(row);
    int best = 0;
    for (int j = 1; j < y.columns(); j++) {
      if (yValues[at + j] > yValues[at + best]) {
        best = j;
      }
    }
    return best;
  }
}
