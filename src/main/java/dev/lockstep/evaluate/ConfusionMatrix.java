package dev.lockstep.evaluate;

import java.util.Arrays;

/**
 * C[i][j] is the number of rows of true class i that were given class j, or, where rows have
 * weights, what they weigh together: rows of the matrix are true, columns predicted, as in
 * scikit-learn.
 *
 * <p>So class k has TP = C[k][k], FN = the rest of row k, FP = the rest of column k.
 */
public final class ConfusionMatrix {
  private final int classes;

  /** Row by row. */
  private final double[] counts;

  ConfusionMatrix(int classes, double[] counts) {
    if (counts.length != classes * classes) {
      throw new IllegalArgumentException(
          "%d counts for %d classes".formatted(counts.length, classes));
    }
    this.classes = classes;
    this.counts = counts.clone();
  }

  /** Rows and columns of the matrix. */
  public int classes() {
    return classes;
  }

  /** C[i][j]: rows of true class i that were given class j. */
  public double count(int truth, int predicted) {
    return counts[truth * classes + predicted];
  }

  /** How often class i occurs in the data: the sum of its row, TP + FN. */
  public double support(int truth) {
    double sum = 0;
    for (int j = 0; j < classes; j++) {
      sum += count(truth, j);
    }
    return sum;
  }

  /** How often class j was predicted: the sum of its column, TP + FP. */
  public double predictions(int predicted) {
    double sum = 0;
    for (int i = 0; i < classes; i++) {
      sum += count(i, predicted);
    }
    return sum;
  }

  /** The rows classified wrongly: the sum of what is not on the diagonal. */
  public double mistakes() {
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += i % (classes + 1) == 0 ? 0 : counts[i];
    }
    return sum;
  }

  /** The rows of the data: the sum of all cells. */
  public double total() {
    double sum = 0;
    for (double count : counts) {
      sum += count;
    }
    return sum;
  }

  /** Precision, recall and F1 of class k, 0 where they would be 0 / 0. */
  public ClassScore score(int k) {
    return ClassScore.of(count(k, k), predictions(k), support(k));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConfusionMatrix matrix && Arrays.equals(counts, matrix.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }
}
