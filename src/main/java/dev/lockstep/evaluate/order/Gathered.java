package dev.lockstep.evaluate.order;

import java.io.Serializable;

/**
 * What is gathered over scored rows, so that their order and how they were shared out change
 * nothing.
 *
 * @param <G> the class itself
 */
public interface Gathered<G> extends Serializable {
  /** The same of no rows yet. */
  G none();

  /** Adds rows. */
  void add(ScoredRows rows);

  /**
   * Adds what was gathered of other rows.
   *
   * @param other not to be used any more
   * @return this
   */
  G merge(G other);
}
