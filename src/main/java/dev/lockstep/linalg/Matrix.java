package dev.lockstep.linalg;

import java.util.Arrays;
import java.util.Objects;

/**
 * A matrix as its rows stand in an array: number j of row i at {@code offset + i stride + j}. Owns
 * nothing: who changes the array changes the matrix.
 */
public final class Matrix {
  private final double[] values;
  private final int offset;
  private final int rows;
  private final int columns;
  private final int stride;

  /**
   * Rows in an array.
   *
   * @param values holds them; not copied
   * @param offset where row 0 begins
   * @param rows how many rows
   * @param columns numbers in a row
   * @param stride from one row's beginning to the next one's, at least {@code columns}
   * @throws IllegalArgumentException if they are not in the array
   */
  public Matrix(double[] values, int offset, int rows, int columns, int stride) {
    long end = rows == 0 ? offset : offset + (rows - 1L) * stride + columns;
    if (offset < 0 || rows < 0 || columns < 0 || stride < columns || end > values.length) {
      throw new IllegalArgumentException(
          "%d rows of %d numbers, one every %d from %d on, are not in an array of %d"
              .formatted(rows, columns, stride, offset, values.length));
    }
    this.values = values;
    this.offset = offset;
    this.rows = rows;
    this.columns = columns;
    this.stride = stride;
  }

  /**
   * Rows that follow each other without a gap, from the array's beginning.
   *
   * @param values holds them; not copied
   * @param rows how many rows
   * @param columns numbers in a row
   */
  public Matrix(double[] values, int rows, int columns) {
    this(values, 0, rows, columns, columns);
  }

  /**
   * Zeros, in an array of their own.
   *
   * @param rows how many rows
   * @param columns numbers in a row
   * @return rows without gaps
   */
  public static Matrix zeros(int rows, int columns) {
    return new Matrix(new double[Math.multiplyExact(rows, columns)], rows, columns);
  }

  /**
   * What holds the numbers.
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
  public int offset() {
    return offset;
  }

  /**
   * How many rows there are.
   *
   * @return 0 or more
   */
  public int rows() {
    return rows;
  }

  /**
   * How many columns there are.
   *
   * @return numbers in a row
   */
  public int columns() {
    return columns;
  }

  /**
   * From one row's beginning to the next one's.
   *
   * @return at least {@link #columns}
   */
  public int stride() {
    return stride;
  }

  /**
   * Some of the rows.
   *
   * @param from the first, from 0
   * @param to the row after the last, at most {@link #rows}
   * @return those rows, not a copy
   */
  public Matrix slice(int from, int to) {
    Objects.checkFromToIndex(from, to, rows);
    return new Matrix(values, offset + from * stride, to - from, columns, stride);
  }

  /**
   * Some of the columns.
   *
   * @param from the first, from 0
   * @param to the column after the last, at most {@link #columns}
   * @return those columns, not a copy
   */
  public Matrix columns(int from, int to) {
    Objects.checkFromToIndex(from, to, columns);
    return new Matrix(values, offset + from, rows, to - from, stride);
  }

  /**
   * Where a row begins.
   *
   * @param row from 0
   * @return its place in {@link #values}
   */
  public int at(int row) {
    return offset + row * stride;
  }

  /**
   * Takes over all numbers of another.
   *
   * @param other of the same shape; unchanged
   */
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
