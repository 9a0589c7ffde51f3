package dev.lockstep.evaluate.order;

import java.io.Serializable;

/** What rows are sorted by. */
@FunctionalInterface
public interface RankedValue extends Serializable {
  /** The value of a row, a number. */
  double of(ScoredRows rows, int row);

  /** Whether a row is positive, where there are two kinds of rows; otherwise none is. */
  default boolean isPositive(ScoredRows rows, int row) {
    return false;
  }
}
