package dev.lockstep.evaluate;

import java.io.Serializable;
import java.util.Comparator;

/**
 * A row that was classified wrongly.
 *
 * @param row its place in the input, from 0
 * @param truth the index of its class
 * @param predicted the index of the class that it was given
 * @param confidence the probability of that class, y[predicted]
 */
public record Mistake(long row, int truth, int predicted, double confidence)
    implements Comparable<Mistake>, Serializable {
  private static final long serialVersionUID = 1L;

  private static final Comparator<Mistake> ORDER =
      Comparator.comparingDouble(Mistake::confidence).reversed().thenComparingLong(Mistake::row);

  /** The most confident first; of equals, the first row. */
  @Override
  public int compareTo(Mistake other) {
    return ORDER.compare(this, other);
  }
}
