package dev.lockstep.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.linalg.Matrix;
import dev.lockstep.network.loss.SoftmaxCrossEntropy;
import org.junit.jupiter.api.Test;

final class ProbabilitiesTest {
  private static final double[] Y = {0.25, 0.5, 0.25, 0, 0, 0, 0.5, 0.5};

  private final Probabilities y =
      new Probabilities(new SoftmaxCrossEntropy(), new Matrix(Y, 2, 4), new Matrix(Y, 2, 4));

  @Test
  void ofEqualsTheFirstRanksFirst() {
    int[][] expected = {{1, 0, 2, 3}, {2, 3, 0, 1}};
    for (int row = 0; row < 2; row++) {
      for (int k = 0; k < 4; k++) {
        assertEquals(expected[row][k], y.rank(row, k));
      }
      assertEquals(0, y.rank(row, y.argMax(row)));
    }
  }

  @Test
  void aRowIsACopy() {
    y.of(1)[0] = 1;
    assertArrayEquals(new double[] {0, 0, 0.5, 0.5}, y.of(1));
  }

  @Test
  void theLossIsClampedAtOneInTenMillion() {
    assertEquals(Math.log(2), y.loss(0, 1), 1e-15);
    assertEquals(-Math.log(1e-7), y.loss(1, 0), 1e-14);
  }
}
