package dev.lockstep.data;

import java.math.BigInteger;
import java.util.Arrays;

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

  private final ExactSum[] sums;
  private final ExactSum[] squares;
  private final GridSums latest;

  ColumnMoments(int columns) {
    sums = new ExactSum[columns];
    squares = new ExactSum[columns];
    Arrays.setAll(sums, j -> new ExactSum());
    Arrays.setAll(squares, j -> new ExactSum());
    latest = new GridSums(columns);
  }

  @Override
  public void add(int column, double x) {
    sums[column].add(x);
    squares[column].addSquare(x);
  }

  @Override
  public void addRow(double[] numbers, int start) {
    if (!latest.add(numbers, start)) {
      latest.moveTo(sums, squares);
    }
  }

  @Override
  public ColumnSummary merge(ColumnSummary other) {
    ColumnMoments that = (ColumnMoments) other;
    latest.moveTo(sums, squares);
    that.latest.moveTo(that.sums, that.squares);
    for (int j = 0; j < sums.length; j++) {
      sums[j].add(that.sums[j]);
      squares[j].add(that.squares[j]);
    }
    return this;
  }

  @Override
  public double[][] finish(long rows) {
    latest.moveTo(sums, squares);
    double[] offsets = new double[sums.length];
    double[] divisors = new double[sums.length];
    for (int j = 0; j < sums.length; j++) {
      int unit = sums[j].lowest(0);
      int half = Math.min(unit, Math.floorDiv(squares[j].lowest(0), 2));
      BigInteger n = BigInteger.valueOf(rows);
      BigInteger s = sums[j].in(half);
      BigInteger q = squares[j].in(2 * half);
      offsets[j] = Quotient.of(s, n, 32 * half);
      divisors[j] = root(n.multiply(q).subtract(s.multiply(s)), n.multiply(n), 2 * 32 * half);
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
