package dev.lockstep.linalg;

import java.util.Arrays;
import org.apache.spark.ml.linalg.DenseMatrix;

/**
 * A matrix as its rows stand in an array: number j of row i at {@code first + i stride + j}. Owns
 * nothing: who changes the array changes the matrix.
 */
public final class MatrixRows {
  private static final Axpy AXPY = Axpy.fastest();

  private final double[] values;
  private final int first;
  private final int stride;
  private final int rows;
  private final int width;

  /**
   * Rows in an array.
   *
   * @param values holds them; not copied
   * @param first where row 0 begins
   * @param stride from one row's beginning to the next one's, at least {@code width}
   * @param rows how many rows
   * @param width numbers in a row
   */
  MatrixRows(double[] values, int first, int stride, int rows, int width) {
    this.values = values;
    this.first = first;
    this.stride = stride;
    this.rows = rows;
    this.width = width;
  }

  /**
   * A matrix as it is.
   *
   * @param b stored row by row ({@code isTransposed})
   * @return its rows, not a copy
   * @throws IllegalArgumentException if it is stored by columns
   */
  public static MatrixRows of(DenseMatrix b) {
    if (!b.isTransposed()) {
      throw new IllegalArgumentException(
          "A matrix of shape (%d, %d) is by columns: it must be by rows"
              .formatted(b.numRows(), b.numCols()));
    }
    return in(b.values(), 0, b.numRows(), b.numCols());
  }

  /**
   * Rows that follow each other without a gap.
   *
   * @param values holds them; not copied
   * @param first where row 0 begins
   * @param rows how many rows
   * @param width numbers in a row
   * @return the rows
   */
  public static MatrixRows in(double[] values, int first, int rows, int width) {
    return new MatrixRows(values, first, width, rows, width);
  }

  /**
   * What holds the rows.
   *
   * @return the array itself
   */
  public double[] values() {
    return values;
  }

  /**
   * Where row 0 begins.
   *
   * @return its place in {@link #values}
   */
  public int first() {
    return first;
  }

  /**
   * From one row's beginning to the next one's.
   *
   * @return at least {@link #width}
   */
  public int stride() {
    return stride;
  }

  /**
   * How many rows there are.
   *
   * @return at least 0
   */
  public int rows() {
    return rows;
  }

  /**
   * How many numbers a row has.
   *
   * @return at least 0
   */
  public int width() {
    return width;
  }

  /**
   * Some of the rows.
   *
   * @param from the first row, from 0
   * @param to the row after the last, at most {@link #rows}
   * @return those rows, not a copy
   */
  public MatrixRows slice(int from, int to) {
    return new MatrixRows(values, first + from * stride, stride, to - from, width);
  }

  /** All numbers become +0, and those in the gaps between rows too. */
  public void clear() {
    Arrays.fill(values, first, first + rows * stride, 0);
  }

  /**
   * {@code this + other}, number by number, in place; and so in the gaps between rows.
   *
   * @param other of the same shape and stride; unchanged
   */
  public void add(MatrixRows other) {
    int end = other.first + rows * stride;
    AXPY.add(1, other.values, other.first, end, values, first - other.first);
  }
}
