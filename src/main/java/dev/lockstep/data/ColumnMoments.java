package dev.lockstep.data;

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

  /** Of a double's last bit. */
  private static final int LEAST_EXPONENT = -1074;

  private static final long FRACTION = (1L << 52) - 1;

  private final ExactSum[] sums;
  private final ExactSum[] squares;

  ColumnMoments(int columns) {
    sums = new ExactSum[columns];
    squares = new ExactSum[columns];
  }

  @Override
  public void add(int column, double x) {
    if (sums[column] == null) {
      sums[column] = new ExactSum();
      squares[column] = new ExactSum();
    }
    long bits = Double.doubleToRawLongBits(x);
    int biased = (int) (bits >>> 52) & 0x7ff;
    long mantissa = (bits & FRACTION) | (biased == 0 ? 0 : 1L << 52);
    int exponent = Math.max(1, biased) - 1 + LEAST_EXPONENT;
    sums[column].add(bits >> 63, mantissa, exponent);
    squares[column].addWide(
        Math.multiplyHigh(mantissa, mantissa), mantissa * mantissa, 2 * exponent);
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
