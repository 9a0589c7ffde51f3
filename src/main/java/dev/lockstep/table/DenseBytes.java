package dev.lockstep.table;

import dev.lockstep.data.RowValues;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;

/**
 * Integers from 0 to 255, a byte each.
 *
 * @param width numbers in a row
 * @param bytes row by row
 * @param labels of the rows; null if they were not read
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record DenseBytes(int width, byte[] bytes, String[] labels)
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
    double[] x = new double[width];
    read(row, 1, x);
    return new DenseVector(x);
  }

  @Override
  public void read(int from, int count, double[] x) {
    int start = from * width;
    for (int i = 0; i < count * width; i++) {
      x[i] = bytes[start + i] & 0xff;
    }
  }
}
