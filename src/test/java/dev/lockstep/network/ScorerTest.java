package dev.lockstep.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.lockstep.linalg.Blas;
import dev.lockstep.linalg.Matrix;
import dev.lockstep.linalg.Products;
import dev.lockstep.network.loss.SoftmaxCrossEntropy;
import dev.lockstep.pack.Chunk;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Rows;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The score of a column is what its rows give one by one, their losses added in row order: neither
 * products of 64 rows nor chunks show in it.
 */
final class ScorerTest {
  private static final Topology TOPOLOGY = new Topology(List.of(6, 5, 4));
  private static final Parameters PARAMETERS = Initializer.uniform(TOPOLOGY, 8, 1);
  private static final Rows ROWS = Rows.normal(1, 1300, 6, 4);

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 511, 512, 513, 1024, 1300})
  void scoreIsTheSumOfTheRowsInTheirOrder(int rows) {
    assertEquals(
        rowByRow(Blas.EXACT.products(), IntStream.range(0, rows)),
        extend(Blas.EXACT, ROWS.slice(0, rows), Score.NONE));
  }

  /** Otherwise the test before could not tell one order from another. */
  @Test
  void anotherOrderGivesAnotherLoss() {
    Products products = Blas.EXACT.products();
    assertNotEquals(
        rowByRow(products, IntStream.range(0, 1300)),
        rowByRow(products, IntStream.range(0, 1300).map(i -> 1299 - i)));
  }

  @ParameterizedTest
  @EnumSource(Blas.class)
  void largeProductsCountAsSmallOnesWhateverMultiplies(Blas blas) {
    Score expected = rowByRow(blas.products(), IntStream.range(0, 1300));
    Score actual = extend(blas, ROWS, Score.NONE);
    assertEquals(expected.rows(), actual.rows());
    assertEquals(expected.sum("correct"), actual.sum("correct"));
    assertEquals(expected.meanLoss(), actual.meanLoss(), 1e-12 * expected.meanLoss());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 64, 100, 512, 1299})
  void chunksGiveTheScoreOfTheWholeColumn(int cut) {
    Score first = extend(Blas.EXACT, ROWS.slice(0, cut), Score.NONE);
    assertEquals(
        extend(Blas.EXACT, ROWS, Score.NONE), extend(Blas.EXACT, ROWS.slice(cut, 1300), first));
  }

  @Test
  void rightAnswersAreThoseWhoseClassHasTheHighestProbability() {
    Topology linear = new Topology(List.of(3, 3));
    Parameters identity = new Parameters(linear);
    for (int j = 0; j < 3; j++) {
      identity.weights(1).values()[4 * j] = 1;
    }
    Rows rows =
        Rows.of(
            new double[][] {{3, 0, 0}, {0, 3, 0}, {0, 3, 3}, {1, 2, 3}}, new int[] {0, 1, 2, 2});
    Scorer scorer = new Scorer(linear, Blas.EXACT.products());
    Score score = scorer.extend(identity, rows.packed(4, 1).get(0), Score.NONE);
    assertEquals(4, score.rows());
    assertEquals(3, score.sum("correct"));
    assertEquals(0.75, score.accuracy());
    assertEquals(score.sum("loss") / 4, score.meanLoss());
  }

  private static Score extend(Blas blas, Rows rows, Score before) {
    List<Chunk> column = rows.packed(100, 1);
    assertEquals(1, column.size());
    Scorer scorer = new Scorer(TOPOLOGY, blas.products());
    return scorer.extend(PARAMETERS, column.get(0), before);
  }

  private static Score rowByRow(Products products, IntStream order) {
    Workspace workspace = new Workspace(TOPOLOGY);
    Score score = Score.NONE;
    for (int row : order.toArray()) {
      System.arraycopy(ROWS.x(row), 0, workspace.x().overwrite(1), 0, ROWS.features());
      workspace.forward(products, PARAMETERS);
      Matrix y = workspace.z(2);
      int correct = Classes.mostProbable(y.values(), y.at(0), y.columns()) == ROWS.t(row) ? 1 : 0;
      score =
          score.plus(
              Score.ofClasses(
                  1, correct, new SoftmaxCrossEntropy().loss(y, y, 0, ROWS.targets(), row)));
    }
    return score;
  }
}
