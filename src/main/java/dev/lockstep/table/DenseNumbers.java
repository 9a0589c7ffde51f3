package dev.lockstep.table;

import dev.lockstep.data.RowValues;
import java.util.Arrays;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;

/**
 * Numbers of any value.
 *
 * @param width numbers in a row
 * @param numbers row by row
 * @param labels of the rows; null if they were not read
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record DenseNumbers(int width, double[] numbers, String[] labels)
    implements Block.BlockValues, RowValues {
  private static final long serialVersionUID = 1L;

  @Override
  public String label(int row) {
    return Block.requireLabels(labels)[row];
  }

  @Override
  public boolean areLabelled() {
    return labels != null;
  }

  @Override
  public int leastWidth() {
    return width;
  }

  @Override
  public RowValues withWidth(int same) {
    return this;
  }

  @Override
  public Vector vector(int row, int same) {
    return new DenseVector(Arrays.copyOfRange(numbers, row * width, (row + 1) * width));
  }

  @Override
  public void read(int from, int count, double[] x) {
    System.arraycopy(numbers, from * width, x, 0, count * width);
  }
}
