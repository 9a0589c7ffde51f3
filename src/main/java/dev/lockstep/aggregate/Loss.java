package dev.lockstep.aggregate;

import dev.lockstep.network.Summand;

/**
 * The loss of some blocks.
 *
 * @param value their part of the mini-batch's mean cross-entropy
 */
record Loss(double value) implements Summand<Loss> {
  private static final long serialVersionUID = 1L;

  @Override
  public Loss plus(Loss right) {
    return new Loss(value + right.value);
  }
}
