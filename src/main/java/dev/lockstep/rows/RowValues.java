package dev.lockstep.rows;

import java.io.Serializable;

/** Some rows of one width as a reader holds them, in as few bytes as they allow; never changed. */
public interface RowValues extends Serializable {
  /**
   * Copies rows as doubles, as the file has them: nothing is scaled.
   *
   * @param from the first row, from 0
   * @param count how many
   * @param x receives count x d0 numbers, row by row
   * @param start where in x the first goes
   */
  void read(int from, int count, double[] x, int start);

  /**
   * Whether every number is a byte and kept as such.
   *
   * @return whether {@link #readBytes} may be called
   */
  default boolean areBytes() {
    return false;
  }

  /**
   * Copies rows as bytes, as the file has them.
   *
   * @param from the first row, from 0
   * @param count how many
   * @param bytes receives count x d0 bytes, row by row
   * @param start where the first goes
   * @throws UnsupportedOperationException if they are not {@linkplain #areBytes bytes}
   */
  default void readBytes(int from, int count, byte[] bytes, int start) {
    throw new UnsupportedOperationException("these rows are no bytes");
  }

  /**
   * The class of a row.
   *
   * @param row from 0
   * @return the label as the file writes it
   * @throws IllegalStateException if the rows were read without labels
   */
  String label(int row);
}
