package dev.lockstep.network.optimizer;

import java.io.Serializable;

/**
 * A factor for the whole gradient, computed from all of it, such as one that clips its norm. It is
 * found once dW and db are summed, before the optimiser's rule is applied.
 */
public interface GradientScale extends Serializable {
  /**
   * What one row of a dW has, or one db, which is one row: added from left to right.
   *
   * @param dw holds the row
   * @param from its first number
   * @param to the number after its last
   * @return such as the sum of squares
   */
  double ofRow(double[] dw, int from, int to);

  /**
   * The factor.
   *
   * @param rows what {@link #ofRow} gives of every row of dW1, then of db1, dW2 ...; unchanged
   * @return c of {@code g = c g}; 1 leaves the gradient as it is
   */
  double factor(double[] rows);
}
