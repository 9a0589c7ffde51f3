package dev.lockstep.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ConfusionMatrixTest {
  /** Class 2 was never predicted, class 3 is not in the data and was never predicted. */
  private final ConfusionMatrix matrix =
      new ConfusionMatrix(4, new double[] {5, 2, 0, 0, 1, 7, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0});

  @Test
  void rowsAreTrueAndColumnsPredicted() {
    assertEquals(2, matrix.count(0, 1));
    assertEquals(1, matrix.count(1, 0));
    assertEquals(List.of(7.0, 8.0, 3.0, 0.0), List.of(s(0), s(1), s(2), s(3)));
    assertEquals(9, matrix.predictions(0));
    assertEquals(9, matrix.predictions(1));
    assertEquals(0, matrix.predictions(2));
    assertEquals(6, matrix.mistakes());
    assertEquals(18, matrix.total());
  }

  private double s(int k) {
    return matrix.support(k);
  }

  @Test
  void aScoreIsOfItsOwnRowAndColumn() {
    assertEquals(new ClassScore(5.0 / 9, 5.0 / 7, 10.0 / 16, 7), matrix.score(0));
    assertEquals(new ClassScore(7.0 / 9, 7.0 / 8, 14.0 / 17, 8), matrix.score(1));
  }

  @Test
  void nothingOutOfNothingIsZero() {
    assertEquals(new ClassScore(0, 0, 0, 3), matrix.score(2));
    assertEquals(new ClassScore(0, 0, 0, 0), matrix.score(3));
  }

  @Test
  void theMacroMeanCountsClassesAndTheWeightedMeanRows() {
    List<ClassScore> scores = List.of(new ClassScore(1, 0.5, 0.25, 3), new ClassScore(0, 1, 1, 1));
    assertEquals(new ClassScore(0.5, 0.75, 0.625, 4), ClassScore.macro(scores));
    assertEquals(new ClassScore(0.75, 0.625, 0.4375, 4), ClassScore.weighted(scores));
  }

  @Test
  void countsForAnotherNumberOfClassesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ConfusionMatrix(2, new double[3]));
  }
}
