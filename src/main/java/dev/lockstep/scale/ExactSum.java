package dev.lockstep.scale;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A sum of doubles, or of their squares, without any rounding: the same whatever the order of the
 * terms and however they were shared out.
 *
 * <p>A small superaccumulator (R. M. Neal, "Fast exact summation using small and large
 * superaccumulators", 2015): limb i counts multiples of 2^(32 i), in 64 bits, so that carries need
 * to be passed on only once in 2^30 additions. Limbs are there for the exponents that have turned
 * up.
 */
public final class ExactSum implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long LOW = 0xffffffffL;
  private static final long FRACTION = (1L << 52) - 1;

  /** Of a double's last bit. */
  private static final int LEAST_EXPONENT = -1074;

  private static final int MOST_PENDING = 1 << 29;

  /** More than a double has, and enough to decide a half. */
  private static final int QUOTIENT_BITS = 66;

  /** Which limb comes first in the array. */
  private int first;

  private long[] limbs = {};

  /** How often numbers below 2^32 may have been added to a limb since carries were passed on. */
  private int pending;

  /** The sum of what is not finite; 0 without such. */
  private double infinite;

  /** Adds a number; the sum is infinite or NaN as soon as one is. */
  public void add(double x) {
    if (!Double.isFinite(x)) {
      infinite += x;
      return;
    }
    long low = mantissa(x);
    if (low == 0) {
      return;
    }
    long sign = Double.doubleToRawLongBits(x) >> 63; // 0 or -1
    int exponent = exponent(x);
    int shift = exponent & 31;
    int at = limb(exponent >> 5, 3);
    limbs[at] += (lowest(low, shift) ^ sign) - sign;
    limbs[at + 1] += (middle(low, shift) ^ sign) - sign;
    limbs[at + 2] += (highest(low, shift) ^ sign) - sign;
  }

  /**
   * Adds the square of a number, without rounding it.
   *
   * @param x finite
   */
  void addSquare(double x) {
    long mantissa = mantissa(x);
    if (mantissa == 0) {
      return;
    }
    long high = Math.multiplyHigh(mantissa, mantissa);
    long low = mantissa * mantissa;
    int exponent = 2 * exponent(x);
    int shift = exponent & 31;
    int at = limb(exponent >> 5, 5);
    limbs[at] += lowest(low, shift);
    limbs[at + 1] += middle(low, shift);
    limbs[at + 2] += highest(low, shift) + lowest(high, shift);
    limbs[at + 3] += middle(high, shift);
    limbs[at + 4] += highest(high, shift);
  }

  /** The integer m of |x| = m 2^exponent, below 2^53. */
  private static long mantissa(double x) {
    long bits = Double.doubleToRawLongBits(x);
    return (bits & FRACTION) | ((bits << 1 >>> 53) == 0 ? 0 : FRACTION + 1);
  }

  private static int exponent(double x) {
    int biased = (int) (Double.doubleToRawLongBits(x) << 1 >>> 53);
    return Math.max(1, biased) - 1 + LEAST_EXPONENT;
  }

  /** The lower 32 bits of a number of 64 that is shifted to the left by less than 32. */
  private static long lowest(long number, int shift) {
    return (number << shift) & LOW;
  }

  /** The 32 bits above those. */
  private static long middle(long number, int shift) {
    return (number >>> 1 >>> (31 - shift)) & LOW;
  }

  /** What is above those. */
  private static long highest(long number, int shift) {
    return number >>> 1 >>> (63 - shift);
  }

  /** Where a limb is, after which there are so many as are needed; one more number is pending. */
  private int limb(int limb, int length) {
    if (pending == MOST_PENDING) {
      carry();
    }
    pending++;
    reserve(limb, limb + length);
    return limb - first;
  }

  /**
   * Adds another sum.
   *
   * @param other unchanged, but for how it is kept
   */
  public void add(ExactSum other) {
    infinite += other.infinite;
    if (other.limbs.length == 0) {
      return;
    }
    carry();
    other.carry();
    reserve(other.first, other.first + other.limbs.length);
    for (int i = 0; i < other.limbs.length; i++) {
      limbs[other.first + i - first] += other.limbs[i];
    }
    pending = 2;
  }

  /** Makes room for limbs {@code from} up to {@code to}. */
  private void reserve(int from, int to) {
    int end = first + limbs.length;
    if (limbs.length == 0) {
      first = from;
      limbs = new long[to - from];
    } else if (from < first || to > end) {
      int newFirst = Math.min(from, first);
      long[] more = new long[Math.max(to, end) - newFirst];
      System.arraycopy(limbs, 0, more, first - newFirst, limbs.length);
      limbs = more;
      first = newFirst;
    }
  }

  /** Brings every limb but the last down to 0 ... 2^32 - 1. */
  private void carry() {
    pending = 0;
    if (limbs.length == 0) {
      return;
    }
    long carried = 0;
    for (int i = 0; i < limbs.length; i++) {
      long sum = limbs[i] + carried;
      boolean last = i == limbs.length - 1;
      if (last && (sum > LOW || sum < -LOW)) {
        limbs = Arrays.copyOf(limbs, limbs.length + 1);
        last = false;
      }
      limbs[i] = last ? sum : sum & LOW;
      carried = sum >> 32;
    }
  }

  /**
   * The sum as an integer.
   *
   * @param unit a limb at or before the first that has turned up
   * @return the sum divided by 2^(32 unit)
   */
  BigInteger in(int unit) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = limbs.length - 1; i >= 0; i--) {
      sum = sum.shiftLeft(32).add(BigInteger.valueOf(limbs[i]));
    }
    return limbs.length == 0 ? sum : sum.shiftLeft(32 * (first - unit));
  }

  /** The double that is nearest to the sum, of two the even one. */
  public double value() {
    int unit = lowest(0);
    return infinite == 0 ? quotient(in(unit), BigInteger.ONE, 32 * unit) : infinite;
  }

  /** The lowest limb, or the given one if the sum has no limb. */
  int lowest(int otherwise) {
    return limbs.length == 0 ? otherwise : first;
  }

  /**
   * {@code n 2^exponent / d}, correctly rounded.
   *
   * @param n the numerator, of any sign
   * @param d the denominator, positive
   * @param exponent of the power of two
   * @return the nearest double, of two the even one; infinite beyond the greatest
   */
  static double quotient(BigInteger n, BigInteger d, int exponent) {
    if (n.signum() == 0) {
      return 0;
    }
    int shift = QUOTIENT_BITS - (n.bitLength() - d.bitLength());
    BigInteger[] parts =
        n.abs().shiftLeft(Math.max(0, shift)).divideAndRemainder(d.shiftLeft(Math.max(0, -shift)));
    // One more bit says whether anything is cut off, which is all that rounding asks.
    BigInteger q = parts[0].shiftLeft(1);
    q = parts[1].signum() == 0 ? q : q.setBit(0);
    double rounded = toDouble(q, exponent - shift - 1);
    return n.signum() < 0 ? -rounded : rounded;
  }

  /** {@code q 2^exponent}, correctly rounded, as parsing a decimal is. */
  private static double toDouble(BigInteger q, int exponent) {
    BigDecimal exact =
        exponent >= 0
            ? new BigDecimal(q.shiftLeft(exponent))
            : new BigDecimal(q.multiply(BigInteger.valueOf(5).pow(-exponent)), -exponent);
    return Double.parseDouble(exact.toString());
  }
}
