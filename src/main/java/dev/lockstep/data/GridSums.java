package dev.lockstep.data;

import java.util.Arrays;

/**
 * Gathers some rows and adds up x and x^2 of every column, exactly, many columns at once.
 *
 * <p>Every number is cut at the points of a grid that fits the largest of its column, 44 bits
 * apart: the parts of a few rows add up in doubles without rounding. x^2 is cut as {@code p + e}, p
 * being its rounded value and e = fma(x, x, -p) the rest. After J. Demmel and H. D. Nguyen, "Fast
 * Reproducible Floating-Point Summation" (2013). A column with bits 2^88 times below the largest of
 * these rows is added up number by number.
 */
final class GridSums {
  /** Their parts, of 45 bits, sum up to less than 2^53. */
  private static final int ROWS = 64;

  private static final int STRIDE = 44;

  /** Of numbers whose squares are far from what a double cannot hold. */
  private static final int MOST_EXPONENT = 400;

  private final int columns;
  private final double[][] batch;
  private int rows;

  /** The largest magnitude of each column. */
  private final double[] most;

  /** What is added and subtracted to round to a point of the grid, for each column. */
  private final double[] cut1;

  private final double[] cut2;
  private final double[] squareCut1;
  private final double[] squareCut2;
  private final double[] squareCut3;

  /** Not zero where a number has bits below the grid, or there is none. */
  private final double[] misfit;

  private final double[] sum1;
  private final double[] sum2;
  private final double[] square1;
  private final double[] square2;
  private final double[] square3;
  private final double[] square4;

  /** What is left of p and of e. */
  private final double[] p;

  private final double[] e;

  GridSums(int columns) {
    this.columns = columns;
    batch = new double[ROWS][columns];
    most = new double[columns];
    cut1 = new double[columns];
    cut2 = new double[columns];
    squareCut1 = new double[columns];
    squareCut2 = new double[columns];
    squareCut3 = new double[columns];
    misfit = new double[columns];
    sum1 = new double[columns];
    sum2 = new double[columns];
    square1 = new double[columns];
    square2 = new double[columns];
    square3 = new double[columns];
    square4 = new double[columns];
    p = new double[columns];
    e = new double[columns];
  }

  /**
   * Gathers a row.
   *
   * @param numbers holds it, finite throughout
   * @param start where the first of these columns is
   * @return whether there is room for another
   */
  boolean add(double[] numbers, int start) {
    System.arraycopy(numbers, start, batch[rows], 0, columns);
    rows++;
    return rows < ROWS;
  }

  /**
   * Adds up the rows that were gathered, and forgets them.
   *
   * @param sums those of x are added to, for each column
   * @param squares those of x^2 are added to
   */
  void moveTo(ExactSum[] sums, ExactSum[] squares) {
    fitGrid();
    for (int row = 0; row < rows; row++) {
      addNumbers(batch[row]);
      square(batch[row]);
      addSecond();
      addLast();
    }
    for (int j = 0; j < columns; j++) {
      if (misfit[j] == 0) {
        sums[j].add(sum1[j]);
        sums[j].add(sum2[j]);
        squares[j].add(square1[j]);
        squares[j].add(square2[j]);
        squares[j].add(square3[j]);
        squares[j].add(square4[j]);
      } else {
        for (int row = 0; row < rows; row++) {
          sums[j].add(batch[row][j]);
          squares[j].addSquare(batch[row][j]);
        }
      }
    }
    rows = 0;
  }

  private void fitGrid() {
    for (double[] sum :
        new double[][] {most, misfit, sum1, sum2, square1, square2, square3, square4}) {
      Arrays.fill(sum, 0);
    }
    for (int row = 0; row < rows; row++) {
      raise(batch[row]);
    }
    for (int j = 0; j < columns; j++) {
      int exponent = Math.getExponent(most[j]) + 1; // most < 2^exponent
      boolean isFar = Math.abs(exponent) > MOST_EXPONENT;
      misfit[j] = isFar && most[j] != 0 ? 1 : 0;
      int fit = isFar ? 0 : exponent;
      cut1[j] = cutAt(fit - STRIDE);
      cut2[j] = cutAt(fit - 2 * STRIDE);
      squareCut1[j] = cutAt(2 * fit - STRIDE);
      squareCut2[j] = cutAt(2 * fit - 2 * STRIDE);
      squareCut3[j] = cutAt(2 * fit - 3 * STRIDE);
    }
  }

  /** To add this and subtract it again rounds to multiples of 2^exponent. */
  private static double cutAt(int exponent) {
    return Math.scalb(1.5, exponent + 52);
  }

  // C2 makes vector instructions of each of the loops that follow, and of no longer one.

  private void raise(double[] x) {
    for (int j = 0; j < columns; j++) {
      most[j] = Math.max(most[j], Math.abs(x[j]));
    }
  }

  private void addNumbers(double[] x) {
    for (int j = 0; j < columns; j++) {
      double x1 = x[j] + cut1[j] - cut1[j];
      double x2 = x[j] - x1;
      misfit[j] += Math.abs(x2 - (x2 + cut2[j] - cut2[j]));
      sum1[j] += x1;
      sum2[j] += x2;
    }
  }

  /** Adds the first part of p. */
  private void square(double[] x) {
    for (int j = 0; j < columns; j++) {
      double product = x[j] * x[j];
      double p1 = product + squareCut1[j] - squareCut1[j];
      square1[j] += p1;
      p[j] = product - p1;
      e[j] = Math.fma(x[j], x[j], -product);
    }
  }

  /** Adds the second parts of p and e. */
  private void addSecond() {
    for (int j = 0; j < columns; j++) {
      double p2 = p[j] + squareCut2[j] - squareCut2[j];
      double e2 = e[j] + squareCut2[j] - squareCut2[j];
      square2[j] += p2 + e2;
      p[j] -= p2;
      e[j] -= e2;
    }
  }

  /** Adds the third parts, and what is left. */
  private void addLast() {
    for (int j = 0; j < columns; j++) {
      double p3 = p[j] + squareCut3[j] - squareCut3[j];
      double e3 = e[j] + squareCut3[j] - squareCut3[j];
      square3[j] += p3 + e3;
      square4[j] += (p[j] - p3) + (e[j] - e3);
    }
  }
}
