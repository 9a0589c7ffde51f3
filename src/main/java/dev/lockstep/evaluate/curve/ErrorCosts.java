package dev.lockstep.evaluate.curve;

import java.io.Serializable;

/**
 * What an error costs, in any unit.
 *
 * @param falsePositive a negative row that is called positive; finite, 0 or more
 * @param falseNegative a positive row that is called negative; likewise
 */
public record ErrorCosts(double falsePositive, double falseNegative) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Every error costs 1. */
  public static final ErrorCosts EQUAL = new ErrorCosts(1, 1);
}
