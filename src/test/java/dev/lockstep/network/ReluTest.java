package dev.lockstep.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.lockstep.linalg.Matrix;
import org.junit.jupiter.api.Test;

/**
 * The rectified linear unit is u where u is positive, and its derivative 0 at 0; NaN passes, so
 * that a run that diverges is seen.
 */
final class ReluTest {
  private static final double[] U = {
    -1, -0.0, 0.0, Double.MIN_VALUE, 2, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY
  };

  @Test
  void onlyPositiveNumbersPass() {
    Matrix z = row(new double[7]);
    Relu.forward(row(U), z);
    assertArrayEquals(
        new double[] {0, 0, 0, Double.MIN_VALUE, 2, 0, Double.POSITIVE_INFINITY}, z.values());
  }

  @Test
  void derivativePassesOnlyWhereUIsPositive() {
    Matrix du = row(1, 2, 3, 4, 5, 6, 7);
    Relu.backward(row(U), du);
    assertArrayEquals(new double[] {0, 0, 0, 4, 5, 0, 7}, du.values());
  }

  @Test
  void nanPasses() {
    Matrix z = row(0, 0);
    Relu.forward(row(Double.NaN, 1), z);
    assertArrayEquals(new double[] {Double.NaN, 1}, z.values());
  }

  private static Matrix row(double... values) {
    return new Matrix(values, 1, values.length);
  }
}
