package dev.lockstep.evaluate.number;

import java.io.Serializable;
import java.util.Comparator;

/**
 * A row's target and what was predicted, in the target's own unit.
 *
 * @param row its place in the input, from 0
 * @param truth the true number
 * @param predicted the predicted one
 */
public record RowError(long row, double truth, double predicted)
    implements Comparable<RowError>, Serializable {
  private static final long serialVersionUID = 1L;

  /** How many are kept. */
  public static final int MOST = 1_000;

  private static final Comparator<RowError> ORDER =
      Comparator.comparingDouble((RowError error) -> -Math.abs(error.residual()))
          .thenComparingLong(RowError::row);

  /** The true number less the predicted one. */
  public double residual() {
    return truth - predicted;
  }

  /** The greatest error first; of equals, the first row. */
  @Override
  public int compareTo(RowError other) {
    return ORDER.compare(this, other);
  }
}
