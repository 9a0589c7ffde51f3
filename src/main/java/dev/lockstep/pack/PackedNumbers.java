package dev.lockstep.pack;

import dev.lockstep.rows.Numbers;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;

/** Numbers of any value, row by row. */
final class PackedNumbers implements PackedValues {
  private static final long serialVersionUID = 1L;

  private final Numbers numbers;

  PackedNumbers(Numbers numbers) {
    this.numbers = numbers;
  }

  @Override
  public void read(int from, int count, int width, double[] x, int at) {
    numbers.read(from * width, count * width, x, at);
  }

  @Override
  public Vector row(int row, int width) {
    double[] x = new double[width];
    read(row, 1, width, x, 0);
    return new DenseVector(x);
  }
}
