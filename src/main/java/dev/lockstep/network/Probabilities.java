package dev.lockstep.network;

import dev.lockstep.linalg.Matrix;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.network.loss.SoftmaxCrossEntropy;
import dev.lockstep.network.loss.Targets;

/**
 * What a network makes of n rows: y of shape (n, dL). Seen in the buffers of its {@link
 * Classifier}, so valid until that takes other rows.
 */
public final class Probabilities {
  private final OutputLayer output;
  private final Matrix u;
  private final Matrix y;

  Probabilities(OutputLayer output, Matrix u, Matrix y) {
    this.output = output;
    this.u = u;
    this.y = y;
  }

  /**
   * The most probable class, the first of equals.
   *
   * @param row 0 to n - 1
   * @return its index
   */
  public int argMax(int row) {
    return SoftmaxCrossEntropy.argMax(y, row);
  }

  /**
   * One probability.
   *
   * @param row 0 to n - 1
   * @param k the class
   * @return y[k] of the row; NaN where the network overflows
   */
  public double of(int row, int k) {
    return y.values()[y.at(row) + k];
  }

  /**
   * All probabilities of a row.
   *
   * @param row 0 to n - 1
   * @return a copy, by class
   */
  public double[] of(int row) {
    double[] copy = new double[y.columns()];
    System.arraycopy(y.values(), y.at(row), copy, 0, copy.length);
    return copy;
  }

  /**
   * How many classes are more probable than one; of equals, those before it count.
   *
   * @param row 0 to n - 1
   * @param k the class
   * @return 0 for the {@link #argMax}, 1 for the next ...
   */
  public int rank(int row, int k) {
    double mine = of(row, k);
    int rank = 0;
    for (int j = 0; j < y.columns(); j++) {
      rank += of(row, j) > mine || (of(row, j) == mine && j < k) ? 1 : 0;
    }
    return rank;
  }

  /**
   * The loss of a row, {@code -log max(y[t], 1e-7)}.
   *
   * @param row 0 to n - 1
   * @param t its class
   * @return in nats
   */
  public double loss(int row, int t) {
    return output.loss(u, y, row, Targets.ofClasses(new int[] {t}), 0);
  }
}
