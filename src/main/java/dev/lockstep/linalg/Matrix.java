package dev.lockstep.linalg;

import java.util.Arrays;
import java.util.Objects;

/**
 * A matrix as its rows stand in an array: number j of row i at {@code offset + i stride + j}. Owns
 * nothing: who changes the array changes the matrix.
 *
 * @param values holds the numbers; not copied
 * @param offset where row 0 begins
 * @param rows how many rows, 0 or more
 * @param columns numbers in a row
 * @param stride from one row's beginning to the next one's, at least {@code columns}
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record Matrix(double[] values, int offset, int rows, int columns, int stride) {
  /**
   * Rows in an array.
   *
   * @throws IllegalArgumentException if they are not in the array
   */
  public Matrix {
    long end = rows == 0 ? offset : offset + (rows - 1L) * stride + columns;
    if (offset < 0 || rows < 0 || columns < 0 || stride < columns || end > values.length) {
      throw new IllegalArgumentException(
          "%d rows of %d numbers, one every %d from %d on, are not in an array of %d"
              .formatted(rows, columns, stride, offset, values.length));
    }
  }

  /** Rows that follow each other without a gap, from the array's beginning. */
  public Matrix(double[] values, int rows, int columns) {
    this(values, 0, rows, columns, columns);
  }

  /** Zeros, in a new array, without gaps. */
  public static Matrix zeros(int rows, int columns) {
    return new Matrix(new double[Math.multiplyExact(rows, columns)], rows, columns);
  }

  /** Rows {@code from} to {@code to} - 1: not a copy. */
  public Matrix slice(int from, int to) {
    Objects.checkFromToIndex(from, to, rows);
    return new Matrix(values, offset + from * stride, to - from, columns, stride);
  }

  /** Columns {@code from} to {@code to} - 1: not a copy. */
  public Matrix columns(int from, int to) {
    Objects.checkFromToIndex(from, to, columns);
    return new Matrix(values, offset + from, rows, to - from, stride);
  }

  /** Where a row, counted from 0, begins in {@link #values}. */
  public int at(int row) {
    return offset + row * stride;
  }

  /** Takes over all numbers of another of the same shape. */
  public void copyFrom(Matrix other) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(other.values, other.at(row), values, at(row), columns);
    }
  }

  /** All numbers become +0; those between the rows stay. */
  public void clear() {
    for (int row = 0; row < rows; row++) {
      Arrays.fill(values, at(row), at(row) + columns, 0);
    }
  }

  /** The shape, such as {@code (784, 100)}. */
  String shape() {
    return "(%d, %d)".formatted(rows, columns);
  }
}
