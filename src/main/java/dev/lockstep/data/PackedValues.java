package dev.lockstep.data;

import java.io.Serializable;
import org.apache.spark.ml.linalg.Vector;

/** The numbers of a chunk's rows, in as few bytes as they allow; never changed. */
sealed interface PackedValues extends Serializable
    permits PackedNumbers, PackedPixels, SparseValues {
  /**
   * Copies rows as doubles.
   *
   * @param from the first row, from 0
   * @param count how many
   * @param width numbers in a row
   * @param x receives count x width numbers, row by row, from its beginning
   */
  void read(int from, int count, int width, double[] x);

  /**
   * One row.
   *
   * @param row from 0
   * @param width numbers in a row
   * @return a copy, without its zeros if they are kept so
   */
  Vector row(int row, int width);
}
