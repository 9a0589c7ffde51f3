package dev.lockstep.rows;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Exact quotients, rounded once. */
final class Quotient {
  /** More than a double has, and enough to tell a half. */
  private static final int BITS = 66;

  private Quotient() {}

  /**
   * {@code n 2^exponent / d}, correctly rounded.
   *
   * @param n the numerator, of any sign
   * @param d the denominator, positive
   * @param exponent of the power of two
   * @return the nearest double, of two the even one; infinite beyond the greatest
   */
  static double of(BigInteger n, BigInteger d, int exponent) {
    if (n.signum() == 0) {
      return 0;
    }
    int shift = BITS - (n.bitLength() - d.bitLength());
    BigInteger[] parts =
        n.abs().shiftLeft(Math.max(0, shift)).divideAndRemainder(d.shiftLeft(Math.max(0, -shift)));
    // What is cut off is told by one more bit, which is all that rounding asks.
    BigInteger q = parts[0].shiftLeft(1);
    q = parts[1].signum() == 0 ? q : q.setBit(0);
    double rounded = toDouble(q, exponent - shift - 1);
    return n.signum() < 0 ? -rounded : rounded;
  }

  /** {@code q 2^exponent}, correctly rounded: as reading a decimal is. */
  private static double toDouble(BigInteger q, int exponent) {
    BigDecimal exact =
        exponent >= 0
            ? new BigDecimal(q.shiftLeft(exponent))
            : new BigDecimal(q.multiply(BigInteger.valueOf(5).pow(-exponent)), -exponent);
    return Double.parseDouble(exact.toString());
  }
}
