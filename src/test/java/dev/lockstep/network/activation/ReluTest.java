package dev.lockstep.network.activation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.lockstep.linalg.Matrix;
import org.junit.jupiter.api.Test;

/** The rectified linear unit at its edges: its derivative is 0 at 0. */
final class ReluTest {
  private static final double[] U = {
    -1, -0.0, 0.0, Double.MIN_VALUE, 2, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY
  };

  @Test
  void onlyPositiveNumbersPass() {
    Matrix z = row(new double[7]);
    new Relu().forward(row(U), z);
    assertArrayEquals(
        new double[] {0, 0, 0, Double.MIN_VALUE, 2, 0, Double.POSITIVE_INFINITY}, z.values());
  }

  @Test
  void derivativePassesOnlyWhereUIsPositive() {
    Matrix du = row(1, 2, 3, 4, 5, 6, 7);
    new Relu().backward(row(U), row(new double[7]), du);
    assertArrayEquals(new double[] {0, 0, 0, 4, 5, 0, 7}, du.values());
  }

  private static Matrix row(double... values) {
    return new Matrix(values, 1, values.length);
  }
}
