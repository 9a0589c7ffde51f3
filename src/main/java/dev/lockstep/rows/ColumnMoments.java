package dev.lockstep.rows;

import java.math.BigInteger;

/**
 * The sums S of x and Q of x^2 of some columns, exact.
 *
 * <p>Of N rows the mean is S / N and the variance (N Q - S^2) / N^2, both the correctly rounded
 * values of the exact ones; the standard deviation is the square root of the rounded variance,
 * rounded again, after scaling by a power of 4 where the variance would leave the range of a
 * double.
 */
final class ColumnMoments implements ColumnSummary {
  private static final long serialVersionUID = 1L;

  /** Null for a column that no number has been told of yet. */
  private final ExactSum[] sums;

  private final ExactSum[] squares;

  ColumnMoments(int columns) {
    sums = new ExactSum[columns];
    squares = new ExactSum[columns];
  }

  @Override
  public void add(int column, double x) {
    reserve(column);
    sums[column].add(x);
    squares[column].addSquare(x);
  }

  private void reserve(int column) {
    if (sums[column] == null) {
      sums[column] = new ExactSum();
      squares[column] = new ExactSum();
    }
  }

  @Override
  public void addRow(double[] numbers, int start) {
    for (int column = 0; column < sums.length; column++) {
      add(column, numbers[start + column]);
    }
  }

  @Override
  public ColumnSummary merge(ColumnSummary other) {
    ColumnMoments that = (ColumnMoments) other;
    for (int j = 0; j < sums.length; j++) {
      if (sums[j] == null) {
        sums[j] = that.sums[j];
        squares[j] = that.squares[j];
      } else if (that.sums[j] != null) {
        sums[j].add(that.sums[j]);
        squares[j].add(that.squares[j]);
      }
    }
    return this;
  }

  @Override
  public double[][] finish(long rows) {
    double[] offsets = new double[sums.length];
    double[] divisors = new double[sums.length];
    for (int j = 0; j < sums.length; j++) {
      if (sums[j] != null) {
        int unit = sums[j].lowest(0);
        int half = Math.min(unit, Math.floorDiv(squares[j].lowest(0), 2));
        BigInteger n = BigInteger.valueOf(rows);
        BigInteger s = sums[j].in(half);
        BigInteger q = squares[j].in(2 * half);
        offsets[j] = Quotient.of(s, n, 32 * half);
        divisors[j] = root(n.multiply(q).subtract(s.multiply(s)), n.multiply(n), 2 * 32 * half);
      }
    }
    return new double[][] {offsets, divisors};
  }

  /** {@code sqrt(n 2^exponent / d)}; the exponent is even. */
  private static double root(BigInteger n, BigInteger d, int exponent) {
    if (n.signum() == 0) {
      return 0;
    }
    double plain = Quotient.of(n, d, exponent);
    if (plain >= Double.MIN_NORMAL && plain <= Double.MAX_VALUE) {
      return Math.sqrt(plain);
    }
    int by = (exponent + n.bitLength() - d.bitLength()) / 2;
    return StrictMath.scalb(Math.sqrt(Quotient.of(n, d, exponent - 2 * by)), by);
  }
}
