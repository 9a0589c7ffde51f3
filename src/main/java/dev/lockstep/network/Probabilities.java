package dev.lockstep.network;

import dev.lockstep.linalg.Matrix;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.network.loss.SoftmaxCrossEntropy;
import dev.lockstep.rows.Targets;

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

  /** The most probable class of a row, the first of equals. */
  public int argMax(int row) {
    return SoftmaxCrossEntropy.argMax(y, row);
  }

  /** y[k] of a row; NaN where the network overflows. */
  public double of(int row, int k) {
    return y.values()[y.at(row) + k];
  }

  /** All probabilities of a row, by class: a copy. */
  public double[] of(int row) {
    double[] copy = new double[y.columns()];
    System.arraycopy(y.values(), y.at(row), copy, 0, copy.length);
    return copy;
  }

  /** How many classes are more probable than class k of a row; of equals, those before it count. */
  public int rank(int row, int k) {
    double mine = of(row, k);
    int rank = 0;
    for (int j = 0; j < y.columns(); j++) {
      rank += of(row, j) > mine || (of(row, j) == mine && j < k) ? 1 : 0;
    }
    return rank;
  }

  /** The loss of a row of class t, {@code -log max(y[t], 1e-7)}, in nats. */
  public double loss(int row, int t) {
    return output.loss(u, y, row, Targets.ofClasses(new int[] {t}), 0);
  }
}
