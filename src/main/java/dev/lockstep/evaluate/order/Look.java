package dev.lockstep.evaluate.order;

import java.io.Serializable;

/**
 * A look at the sorted values of a column, range by range.
 *
 * @param <R> what it makes of a range
 */
@FunctionalInterface
public interface Look<R> extends Serializable {
  /**
   * Looks at a range.
   *
   * @param column which
   * @param before the weights of all rows with lower values
   * @param range the values of the range
   */
  R at(int column, Totals before, SortedRun range);
}
