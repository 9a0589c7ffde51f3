package dev.lockstep.evaluate;

import java.util.Arrays;

/**
 * C[i][j] is the number of rows of true class i that were given class j: rows of the matrix are
 * true, columns predicted, as in scikit-learn.
 *
 * <p>So class k has TP = C[k][k], FN = the rest of row k, FP = the rest of column k.
 */
public final class ConfusionMatrix {
  private final int classes;

  /** Row by row. */
  private final long[] counts;

  ConfusionMatrix(int classes, long[] counts) {
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
  public long count(int truth, int predicted) {
    return counts[truth * classes + predicted];
  }

  /** How often class i occurs in the data: the sum of its row, TP + FN. */
  public long support(int truth) {
    long sum = 0;
    for (int j = 0; j < classes; j++) {
      sum += count(truth, j);
    }
    return sum;
  }

  /** How often class j was predicted: the sum of its column, TP + FP. */
  public long predictions(int predicted) {
    long sum = 0;
    for (int i = 0; i < classes; i++) {
      sum += count(i, predicted);
    }
    return sum;
  }

  /** The rows classified rightly: the sum of the diagonal. */
  public long correct() {
    long sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += count(k, k);
    }
    return sum;
  }

  /** The rows of the data: the sum of all cells. */
  public long total() {
    return Arrays.stream(counts).sum();
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
