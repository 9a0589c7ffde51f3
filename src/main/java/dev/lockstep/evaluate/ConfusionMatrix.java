package dev.lockstep.evaluate;

import java.util.Arrays;

/**
 * {@code C[i][j]} = the number of rows of true class i that were given class j: rows of the matrix
 * are true, columns predicted, as scikit-learn has it.
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

  /**
   * The number of classes.
   *
   * @return rows and columns of the matrix
   */
  public int classes() {
    return classes;
  }

  /**
   * One cell.
   *
   * @param truth i, the index of the true class
   * @param predicted j, the index of the predicted class
   * @return C[i][j]
   */
  public long count(int truth, int predicted) {
    return counts[truth * classes + predicted];
  }

  /**
   * How often a class occurs in the data.
   *
   * @param truth i
   * @return the sum of row i, TP + FN
   */
  public long support(int truth) {
    long sum = 0;
    for (int j = 0; j < classes; j++) {
      sum += count(truth, j);
    }
    return sum;
  }

  /**
   * How often a class was predicted.
   *
   * @param predicted j
   * @return the sum of column j, TP + FP
   */
  public long predictions(int predicted) {
    long sum = 0;
    for (int i = 0; i < classes; i++) {
      sum += count(i, predicted);
    }
    return sum;
  }

  /**
   * The number of rows classified rightly.
   *
   * @return the sum of the diagonal
   */
  public long correct() {
    long sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += count(k, k);
    }
    return sum;
  }

  /**
   * The number of rows of the data.
   *
   * @return the sum of all cells
   */
  public long total() {
    return Arrays.stream(counts).sum();
  }

  /**
   * Precision, recall and F1 of a class.
   *
   * @param k the class
   * @return its scores, 0 where they would be 0 / 0
   */
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
