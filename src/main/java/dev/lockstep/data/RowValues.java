package dev.lockstep.data;

import java.io.Serializable;

/** Some rows of one width as a reader holds them, in as few bytes as they allow; never changed. */
public interface RowValues extends Serializable {
  /**
   * Copies rows as doubles, as the file has them: nothing is scaled.
   *
   * @param from the first row, from 0
   * @param count how many
   * @param x receives count x d0 numbers, row by row, from its beginning
   */
  void read(int from, int count, double[] x);

  /**
   * The class of a row.
   *
   * @param row from 0
   * @return the label as the file writes it
   * @throws IllegalStateException if the rows were read without labels
   */
  String label(int row);
}
