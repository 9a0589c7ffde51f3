package dev.lockstep.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.linalg.Matrix;
import dev.lockstep.network.loss.SoftmaxCrossEntropy;
import dev.lockstep.rows.Targets;
import org.junit.jupiter.api.Test;

final class OutputsTest {
  private static final double[] Y = {0.25, 0.5, 0.25, 0, 0, 0, 0.5, 0.5};

  private final Outputs y =
      new Outputs(new SoftmaxCrossEntropy(), new Matrix(Y, 2, 4), new Matrix(Y, 2, 4));

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
    Score score = y.score(Targets.ofClasses(new int[] {9, 1, 0}), 1);
    assertEquals(2, score.rows());
    assertEquals(Math.log(2) - Math.log(1e-7), score.sum(Score.LOSS), 1e-14);
    assertEquals(1, score.sum(SoftmaxCrossEntropy.CORRECT));
  }

  @Test
  void aRowCountsAsItsWeightSays() {
    Targets targets = Targets.ofClasses(new int[] {1, 0}).withWeights(new double[] {3, 0.5});
    Score score = y.score(targets, 0);
    assertEquals(3.5, score.weight());
    assertEquals(3 * Math.log(2) - 0.5 * Math.log(1e-7), score.sum(Score.LOSS), 1e-13);
    assertEquals(3 / 3.5, score.accuracy());
  }
}
