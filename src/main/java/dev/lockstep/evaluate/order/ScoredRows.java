package dev.lockstep.evaluate.order;

import dev.lockstep.rows.Targets;
import java.io.Serializable;

/** A group of rows with what a network says of them. Immutable. */
public final class ScoredRows implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] places;
  private final double[] y;
  private final Targets targets;
  private final int first;

  /**
   * Takes arrays over.
   *
   * @param places of each row its place in the input; one row at least
   * @param y shape (rows, dL), row by row: what the network says, all of them numbers
   * @param targets what the rows are to come to
   * @param first the first row's number there
   */
  public ScoredRows(long[] places, double[] y, Targets targets, int first) {
    this.places = places;
    this.y = y;
    this.targets = targets;
    this.first = first;
  }

  /** How many rows there are. */
  public int rows() {
    return places.length;
  }

  /** How many numbers the network says of all rows. */
  int numbers() {
    return y.length;
  }

  /** The place of a row in the input, from 0. */
  public long place(int row) {
    return places[row];
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

  /** What a difference of 1 of t[k] is in the target's own unit. */
  public double unit(int k) {
    return targets.unit(k);
  }

  /** How much a row counts by itself, whatever its class. */
  public double weight(int row) {
    return targets.ownWeight(first + row);
  }
}
