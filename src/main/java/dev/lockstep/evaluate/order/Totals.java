package dev.lockstep.evaluate.order;

import java.io.Serializable;

/**
 * The weights of some rows, added up exactly: of negative and of positive ones.
 *
 * @param negativeHigh see {@link WeightUnit}
 * @param negativeLow likewise
 * @param positiveHigh likewise
 * @param positiveLow likewise
 */
public record Totals(long negativeHigh, long negativeLow, long positiveHigh, long positiveLow)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of no rows. */
  static final Totals NONE = new Totals(0, 0, 0, 0);

  /** Of both. */
  public Totals plus(Totals other) {
    return new Totals(
        negativeHigh + other.negativeHigh,
        negativeLow + other.negativeLow,
        positiveHigh + other.positiveHigh,
        positiveLow + other.positiveLow);
  }

  /** The weight of the negative rows. */
  public double negatives(WeightUnit unit) {
    return unit.weight(negativeHigh, negativeLow);
  }

  /** The weight of the positive rows. */
  public double positives(WeightUnit unit) {
    return unit.weight(positiveHigh, positiveLow);
  }

  /** The weight of all rows. */
  public double all(WeightUnit unit) {
    return unit.weight(negativeHigh + positiveHigh, negativeLow + positiveLow);
  }
}
