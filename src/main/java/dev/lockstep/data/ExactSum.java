package dev.lockstep.data;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A sum of integers times powers of two without any rounding: the same whatever the order of the
 * terms and however they were shared out.
 *
 * <p>A small superaccumulator (R. M. Neal, "Fast exact summation using small and large
 * superaccumulators", 2015): limb i counts multiples of 2^(32 i), in 64 bits, so that carries need
 * to be passed on only once in 2^30 additions. Limbs are there for the exponents that have turned
 * up.
 */
final class ExactSum implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long LOW = 0xffffffffL;
  private static final int MOST_PENDING = 1 << 29;

  /** Which limb comes first in the array. */
  private int first;

  private long[] limbs = {};

  /** How often numbers below 2^32 may have been added to a limb since carries were passed on. */
  private int pending;

  /**
   * Adds {@code sign (high 2^64 + low) 2^exponent}.
   *
   * @param negative whether the sign is -1
   * @param high the upper bits, 0 to 2^63 - 1
   * @param low the lower 64 bits, unsigned
   * @param exponent any that doubles and their squares have
   */
  void add(boolean negative, long high, long low, int exponent) {
    if (pending == MOST_PENDING) {
      carry();
    }
    pending++;
    int limb = Math.floorDiv(exponent, 32);
    int shift = Math.floorMod(exponent, 32);
    int length = 3 + (high == 0 ? 0 : 2);
    reserve(limb, limb + length);
    long sign = negative ? -1 : 1;
    int at = limb - first;
    long carried = 0;
    for (int i = 0; i < length; i++) {
      long word =
          switch (i) {
            case 0 -> low & LOW;
            case 1 -> low >>> 32;
            case 2 -> high & LOW;
            case 3 -> high >>> 32;
            default -> 0;
          };
      long shifted = word << shift; // at most 63 bits
      limbs[at + i] += sign * ((shifted & LOW) | carried);
      carried = shifted >>> 32;
    }
  }

  /**
   * Adds another sum.
   *
   * @param other unchanged, but for how it is kept
   */
  void add(ExactSum other) {
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

  /** The lowest limb, or the given one where there is none. */
  int lowest(int otherwise) {
    return limbs.length == 0 ? otherwise : first;
  }
}
