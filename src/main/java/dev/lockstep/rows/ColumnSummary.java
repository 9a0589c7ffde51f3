package dev.lockstep.rows;

import java.io.Serializable;

/**
 * What scaling has to know of some neighbouring columns: of disjoint rows it merges, in any order,
 * to that of all, without any rounding. Zeros need not be told of; they are known from the number
 * of rows.
 */
interface ColumnSummary extends Serializable {
  /** How many neighbouring columns are summed up together; the last may be fewer. */
  int COLUMNS = 512;

  /** One for columns of which nothing is known. */
  static ColumnSummary of(ScaleKind kind, int columns) {
    return kind == ScaleKind.MINMAX ? new ColumnRanges(columns) : new ColumnMoments(columns);
  }

  /**
   * Tells of a number.
   *
   * @param column counted from the first of these
   * @param x finite and not zero
   */
  void add(int column, double x);

  /**
   * Tells of a row.
   *
   * @param numbers holds it, finite throughout
   * @param start where the first of these columns is
   */
  void addRow(double[] numbers, int start);

  /**
   * Takes over what is known from other rows.
   *
   * @param other of the same kind and columns
   * @return this
   */
  ColumnSummary merge(ColumnSummary other);

  /**
   * How each column is scaled: x becomes (x - offset) / divisor.
   *
   * @param rows N
   * @return offsets, and divisors: 0 for constant columns, infinite where a double cannot hold it
   */
  double[][] finish(long rows);
}
