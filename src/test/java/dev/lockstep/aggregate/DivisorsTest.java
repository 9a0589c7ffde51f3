package dev.lockstep.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.network.Addable;
import dev.lockstep.pack.Chunk;
import dev.lockstep.pack.Divisors;
import dev.lockstep.pack.MiniBatchPlan;
import dev.lockstep.rows.Rows;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mini-batch's gradient is divided by. */
final class DivisorsTest {
  private record Weight(double sum) implements Addable<Weight> {
    @Override
    public Weight plus(Weight right) {
      return new Weight(sum + right.sum);
    }
  }

  /** Rows, batch size, blocks; the first mini-batches and the last, which may be shorter than K. */
  @ParameterizedTest
  @CsvSource({"101, 20, 8", "64, 16, 5", "50, 7, 6", "23, 5, 8", "9, 100, 4", "40, 1, 3"})
  void itIsTheSumOfTheWeightsRowByRowInABlockThenInTheTree(int rows, int batchSize, int blocks) {
    double[] weights = new Random(7).doubles(rows, 0, 3).toArray();
    List<Chunk> chunks = Rows.normal(1, rows, 3, 2).withWeights(weights).packed(batchSize, blocks);
    MiniBatchPlan plan = chunks.get(0).plan();
    Divisors divisors = Divisors.of(chunks);
    for (int step = 0; step < plan.steps(); step++) {
      BlockForest<Weight> forest = new BlockForest<>(BlockTree.ofStep(plan, step));
      int row = step * batchSize;
      for (int k = 0; k < blocks; k++) {
        double sum = 0;
        for (int i = 0; i < plan.blockRows(step, k); i++) {
          sum += weights[row++];
        }
        if (plan.blockRows(step, k) > 0) {
          forest.add(k, new Weight(sum), weight -> {});
        }
      }
      assertEquals(forest.sum().sum(), divisors.of(step));
    }
  }

  @ParameterizedTest
  @CsvSource({"101, 20, 8", "50, 7, 6"})
  void withoutWeightsItIsTheNumberOfRows(int rows, int batchSize, int blocks) {
    List<Chunk> chunks = Rows.normal(1, rows, 3, 2).packed(batchSize, blocks);
    MiniBatchPlan plan = chunks.get(0).plan();
    for (int step = 0; step < plan.steps(); step++) {
      assertEquals(plan.batchRows(step), Divisors.of(chunks).of(step));
    }
  }
}
