package dev.lockstep.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.linalg.AlignedRows;
import dev.lockstep.linalg.MatrixRows;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Steps have the same bits wherever W1 stands, and take it along when it moves. */
final class StepParametersTest {
  @Test
  void stepsChangeTheParametersAsDescentDoesWhileW1Moves() {
    Parameters expected = ParametersTest.random(6);
    Parameters start = ParametersTest.random(6);
    StepParameters actual = new StepParameters(start);
    boolean isAligned = false;
    for (int step = 0; step < 6; step++) {
      if (step % 4 != 3) { // twice in a row at one place as well
        isAligned = !isAligned;
        for (int share = 0; share < 3; share++) {
          actual.moveW1(isAligned, share, 3);
        }
      }
      Gradient gradient = ParametersTest.randomGradient(step);
      Arrays.fill(gradient.dWeights(1).values(), 0, gradient.dWeights(1).numCols(), 0);
      expected.descend(0.3, gradient);
      for (Tile tile : Tile.fine(start.topology())) {
        actual.descend(0.3, tile, place(gradient, tile, isAligned), isAligned);
      }
      assertRows(expected, actual.w1(isAligned));
    }
    for (int share = 0; share < 2; share++) {
      actual.moveW1(false, share, 2);
    }
    ParametersTest.assertSameBits(expected, actual.parameters());
    ParametersTest.assertSameBits(ParametersTest.random(6), start);
  }

  @Test
  void aGradientThatLiesOtherwiseThanW1IsRefused() {
    StepParameters parameters = new StepParameters(ParametersTest.random(6));
    Gradient gradient = ParametersTest.randomGradient(7);
    Tile tile = Tile.all(gradient.topology()).get(0);
    assertThrows(
        IllegalArgumentException.class,
        () -> parameters.descend(0.3, tile, gradient.rows(tile), true));
  }

  private static MatrixRows place(Gradient gradient, Tile tile, boolean isAligned) {
    if (!isAligned || !tile.isOfW1()) {
      return gradient.rows(tile);
    }
    AlignedRows rows = new AlignedRows(gradient.topology().inputs(1), tile.width());
    return rows.copy(gradient.dWeights(1)).slice(tile.from(), tile.to());
  }

  private static void assertRows(Parameters expected, MatrixRows w1) {
    for (int i = 0; i < w1.rows(); i++) {
      for (int j = 0; j < w1.width(); j++) {
        double number = w1.values()[w1.first() + i * w1.stride() + j];
        assertEquals(expected.weights(1).apply(i, j), number);
      }
    }
  }
}
