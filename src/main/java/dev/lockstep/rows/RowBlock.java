package dev.lockstep.rows;

import java.io.Serializable;
import org.apache.spark.ml.linalg.DenseVector;

/**
 * At most 512 consecutive rows. Of an IDX file group g holds rows 512 g up to 512 (g + 1); a table
 * is cut in the same way within each of its pieces. Where that is depends on the files and on
 * nothing else, so what is computed for a group as a whole has the same bits whatever the
 * partitions. Nothing changes it, so any number of threads may read.
 */
public final class RowBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How many rows a group has; the last of a file or piece may have fewer. */
  public static final int ROWS = 512;

  /** The most numbers in a group of a table, so that a task can hold it as doubles. */
  private static final int MOST_NUMBERS = 1 << 22;

  private final long first;
  private final int rows;
  private final int width;
  private final RowValues values;
  private final int from;

  /**
   * Looks at some of the rows that a reader holds.
   *
   * @param first the number of the first row, counted from 0 over all files
   * @param rows how many, 1 to 512
   * @param width numbers in a row
   * @param values holds the rows
   * @param from where the first row is in them
   */
  public RowBlock(long first, int rows, int width, RowValues values, int from) {
    this.first = first;
    this.rows = rows;
    this.width = width;
    this.values = values;
    this.from = from;
  }

  /**
   * How many rows of a table make a group.
   *
   * @param width numbers in a row
   * @return 512, or fewer of more than 8,192 numbers
   */
  public static int rowsOf(int width) {
    return Math.max(1, Math.min(ROWS, MOST_NUMBERS / width));
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
    return rows;
  }

  /**
   * Copies all rows as doubles, as the files have them: nothing is scaled.
   *
   * @param x receives rows x d0 numbers, row by row
   */
  public void read(double[] x) {
    values.read(from, rows, x, 0);
  }

  /** Copies some rows as doubles, not scaled, to {@code x[start]} and what follows. */
  public void read(int row, int count, double[] x, int start) {
    values.read(from + row, count, x, start);
  }

  /** Whether all rows are bytes. */
  public boolean areBytes() {
    return values.areBytes();
  }

  /** Copies some rows as bytes, which they are, to {@code bytes[start]} and what follows. */
  public void readBytes(int row, int count, byte[] bytes, int start) {
    values.readBytes(from + row, count, bytes, start);
  }

  /**
   * One row, not scaled.
   *
   * @param row 0 to rows - 1
   * @return a new vector of length d0
   */
  public DenseVector features(int row) {
    double[] x = new double[width];
    values.read(from + row, 1, x, 0);
    return new DenseVector(x);
  }

  /**
   * The class of a row.
   *
   * @param row 0 to rows - 1
   * @return the label as the file writes it
   * @throws IllegalStateException if the rows were read without labels
   */
  public String label(int row) {
    return values.label(from + row);
  }
}
