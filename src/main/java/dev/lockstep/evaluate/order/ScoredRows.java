package dev.lockstep.evaluate.order;

import dev.lockstep.rows.Targets;
import java.io.Serializable;

/**
 * A group of rows with what a network makes of them; nothing is copied.
 *
 * @param places of each row its place in the input
 * @param y shape (rows, dL), row by row: the network's outputs, all of them numbers
 * @param targets what the rows are to come to
 * @param first the first row's number there
 */
public record ScoredRows(long[] places, double[] y, Targets targets, int first)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How many rows there are. */
  public int rows() {
    return places.length;
  }

  /** y[k] of a row. */
  public double y(int row, int k) {
    return y[row * (y.length / places.length) + k];
  }

  /** The index of a row's class. */
  public int classOf(int row) {
    return targets.classOf(first + row);
  }

  /** t[k] of a row, a target that is a number. */
  public double number(int row, int k) {
    return targets.number(first + row, k);
  }

  /** How much a row counts by itself, whatever its class. */
  public double weight(int row) {
    return targets.ownWeight(first + row);
  }
}
