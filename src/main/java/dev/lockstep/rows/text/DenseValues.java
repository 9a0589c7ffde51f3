package dev.lockstep.rows.text;

import dev.lockstep.rows.Numbers;
import dev.lockstep.rows.RowValues;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;

/**
 * Rows of which every number is kept: they have one width, which is the data set's.
 *
 * @param width numbers in a row
 * @param numbers row by row
 * @param labels of the rows; null if they were not read
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record DenseValues(int width, Numbers numbers, Labels labels)
    implements ParsedRows.BlockValues, RowValues {
  private static final long serialVersionUID = 1L;

  @Override
  public String label(int row) {
    return ParsedRows.BlockValues.super.label(row);
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
    read(row, 1, x, 0);
    return new DenseVector(x);
  }

  @Override
  public void read(int from, int count, double[] x, int start) {
    numbers.read(from * width, count * width, x, start);
  }
}
