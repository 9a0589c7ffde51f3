package dev.lockstep.data;

import java.util.Arrays;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;

/** Numbers of any value. */
final class PackedNumbers implements PackedValues {
  private static final long serialVersionUID = 1L;

  /** Row by row. */
  private final double[] numbers;

  PackedNumbers(double[] numbers) {
    this.numbers = numbers;
  }

  @Override
  public void read(int from, int count, int width, double[] x) {
    System.arraycopy(numbers, from * width, x, 0, count * width);
  }

  @Override
  public Vector row(int row, int width) {
    return new DenseVector(Arrays.copyOfRange(numbers, row * width, (row + 1) * width));
  }
}
