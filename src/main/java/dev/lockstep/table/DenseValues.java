package dev.lockstep.table;

import dev.lockstep.data.RowValues;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;

/** Rows of which every number is kept: they have one width, which is the data set's. */
sealed interface DenseValues extends Block.BlockValues, RowValues permits DenseBytes, DenseNumbers {
  /** Numbers in a row. */
  int width();

  @Override
  default String label(int row) {
    return Block.BlockValues.super.label(row);
  }

  @Override
  default int leastWidth() {
    return width();
  }

  @Override
  default RowValues withWidth(int same) {
    return this;
  }

  @Override
  default Vector vector(int row, int same) {
    double[] x = new double[width()];
    read(row, 1, x);
    return new DenseVector(x);
  }
}
