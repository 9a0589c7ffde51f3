package dev.lockstep.evaluate.order;

import java.io.Serializable;

/**
 * Weights as whole numbers, so that their sums are the same whatever their order: multiples of
 * 2^exponent, to the nearest. Without weights a row counts 1; otherwise the unit is 2^-60 of the
 * greatest weight or a little more, which keeps all the digits of weights down to 2^-7 of it.
 *
 * <p>A sum has two parts: {@code high} counts 2^30 units, {@code low} the rest, both in 64 bits
 * without carries, which holds for 2^33 rows.
 *
 * @param exponent of the unit
 */
public record WeightUnit(int exponent) implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int BITS = 60;
  private static final int LOW_BITS = 30;

  /** For rows without weights. */
  public static final WeightUnit ONE = new WeightUnit(0);

  /**
   * For rows with weights.
   *
   * @param greatest of them
   */
  public static WeightUnit of(double greatest) {
    return new WeightUnit(Math.getExponent(greatest) + 1 - BITS);
  }

  /** A weight in units, 0 to 2^60. */
  long units(double weight) {
    return (long) Math.rint(Math.scalb(weight, -exponent));
  }

  /** The part of a number of units that counts in {@code high}. */
  static long high(long units) {
    return units >> LOW_BITS;
  }

  /** The part that counts in {@code low}. */
  static long low(long units) {
    return units & ((1L << LOW_BITS) - 1);
  }

  /** The weight that a sum of units is. */
  double weight(long high, long low) {
    return Math.scalb(Math.scalb((double) high, LOW_BITS) + low, exponent);
  }
}
