package dev.lockstep.network.loss;

/**
 * What the rows of a chunk are to come to: a class for each, or numbers; and how much each counts.
 */
@FunctionalInterface
public interface Targets {
  /** The index of a row's class; rows count from 0. */
  int classOf(int row);

  /** t[k] of a row, a target that is a number. */
  default double number(int row, int k) {
    throw new UnsupportedOperationException("These rows have classes, no numbers");
  }

  /** How much a row counts: 1 for every row where there are no weights. */
  default double weight(int row) {
    return 1;
  }

  /** A view of classes without weights, one for each row. */
  static Targets ofClasses(int[] t) {
    return row -> t[row];
  }
}
