package dev.lockstep.aggregate;

import dev.lockstep.network.Gradient;
import dev.lockstep.network.Summand;

/**
 * A slice of a gradient: what one task sums for all. The sum overwrites the slice of the left
 * operand's gradient.
 */
final class GradientSlice implements Summand<GradientSlice> {
  private static final long serialVersionUID = 1L;

  private final transient Gradient gradient;
  private final long from;
  private final long to;

  GradientSlice(Gradient gradient, long from, long to) {
    this.gradient = gradient;
    this.from = from;
    this.to = to;
  }

  Gradient gradient() {
    return gradient;
  }

  @Override
  public GradientSlice plus(GradientSlice right) {
    gradient.add(right.gradient, from, to);
    return this;
  }
}
