package dev.lockstep.data;

import java.io.Serializable;
import org.apache.spark.ml.linalg.DenseVector;

/**
 * At most 512 consecutive rows of an IDX file: group g of a file holds its rows 512 g up to 512 (g
 * + 1). Where a file is cut depends on nothing else, so what is computed for a group as a whole has
 * the same bits whatever the partitions. Nothing changes it, so any number of threads may read.
 */
public final class RowGroup implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How many rows a group has; the last of a file may have fewer. */
  public static final int ROWS = 512;

  private final long first;
  private final int features;

  /** Row by row. */
  private final byte[] pixels;

  /** One for each row, or none at all. */
  private final byte[] labels;

  RowGroup(long first, int features, byte[] pixels, byte[] labels) {
    this.first = first;
    this.features = features;
    this.pixels = pixels;
    this.labels = labels;
  }

  /**
   * The number of the first row.
   *
   * @return counted from 0 over all files
   */
  public long first() {
    return first;
  }

  /**
   * How many rows there are.
   *
   * @return 1 to 512
   */
  public int rows() {
    return pixels.length / features;
  }

  /**
   * Copies all rows as doubles.
   *
   * @param x receives rows x features numbers, row by row
   */
  public void read(double[] x) {
    for (int i = 0; i < pixels.length; i++) {
      x[i] = Pixels.VALUES[pixels[i] & 0xff];
    }
  }

  /**
   * One row.
   *
   * @param row 0 to rows - 1
   * @return a new vector of length d0
   */
  public DenseVector features(int row) {
    double[] x = new double[features];
    for (int j = 0; j < features; j++) {
      x[j] = Pixels.VALUES[pixels[row * features + j] & 0xff];
    }
    return new DenseVector(x);
  }

  /**
   * The class of a row.
   *
   * @param row 0 to rows - 1
   * @return the label as a decimal number
   * @throws IllegalStateException if the rows were read without labels
   */
  public String label(int row) {
    if (labels.length == 0) {
      throw new IllegalStateException("These rows have no labels");
    }
    return Integer.toString(labels[row] & 0xff);
  }
}
