package dev.lockstep.network.loss;

/**
 * What the rows of a chunk are to come to: a class for each, or numbers; and how much each counts.
 */
@FunctionalInterface
public interface Targets {
  /**
   * The class of a row.
   *
   * @param row from 0
   * @return its index
   */
  int classOf(int row);

  /**
   * A target of a row that is a number.
   *
   * @param row from 0
   * @param k which of its targets, from 0
   * @return t[k]
   */
  default double number(int row, int k) {
    throw new UnsupportedOperationException("These rows have classes, no numbers");
  }

  /**
   * How much a row counts.
   *
   * @param row from 0
   * @return w, 1 for every row where there are no weights
   */
  default double weight(int row) {
    return 1;
  }

  /**
   * Classes without weights.
   *
   * @param t the class of each row; the array itself, not to be changed
   * @return a view of them
   */
  static Targets ofClasses(int[] t) {
    return row -> t[row];
  }
}
