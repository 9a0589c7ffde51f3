package dev.lockstep.evaluate.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.LocalSpark;
import dev.lockstep.evaluate.number.TargetScore.Quantile;
import dev.lockstep.evaluate.order.ScoredRows;
import dev.lockstep.evaluate.order.ScoredSet;
import dev.lockstep.evaluate.order.WeightUnit;
import dev.lockstep.rows.HashedFraction;
import dev.lockstep.rows.NumberLabels;
import dev.lockstep.rows.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class TargetLawsTest {
  private static TargetResult find(
      double[] truth, double[] predicted, boolean areCounts, int partitions) {
    List<ScoredRows> groups = new ArrayList<>();
    for (int from = 0; from < truth.length; from += 512) {
      int to = Math.min(truth.length, from + 512);
      groups.add(
          new ScoredRows(
              LongStream.range(from, to).toArray(),
              Arrays.copyOfRange(predicted, from, to),
              Targets.ofNumbers(Arrays.copyOfRange(truth, from, to), 1),
              0));
    }
    ScoredSet set =
        new ScoredSet(
            LocalSpark.spark().parallelize(groups, partitions),
            truth.length,
            false,
            WeightUnit.ONE);
    return TargetResult.of(set, new NumberLabels(List.of("price"), areCounts)).get(0);
  }

  @Test
  void oneRowHasOneQuantileAndOneDecile() {
    TargetScore score = find(new double[] {3}, new double[] {5}, false, 1).score();
    assertTrue(score.residualQuantiles().stream().allMatch(quantile -> quantile.value() == -2));
    assertEquals(1, score.deciles().size());
    assertEquals(0, score.r2());
    assertEquals(1, score.explainedVariance(), "its residual does not vary");
    assertEquals(0, score.d2Absolute());
  }

  @Test
  void allThatIsEqualIsExplainedOrNotAtAll() {
    TargetScore right = find(new double[] {3, 3, 3}, new double[] {3, 3, 3}, false, 2).score();
    assertShares(1, right);
    TargetScore wrong = find(new double[] {3, 3, 3}, new double[] {3, 3, 4}, false, 2).score();
    assertShares(0, wrong);
  }

  private static void assertShares(double expected, TargetScore score) {
    assertEquals(expected, score.r2());
    assertEquals(expected, score.explainedVariance());
    assertEquals(expected, score.d2Absolute());
  }

  @Test
  void countsWithoutDevianceHaveNoShareOfIt() {
    double[] ones = {1, 1};
    assertTrue(Double.isNaN(find(ones, ones, true, 1).score().d2Poisson()));
    double[] impossible = {0, 2};
    assertTrue(
        Double.isNaN(find(new double[] {1, 2}, impossible, true, 1).score().d2Poisson()),
        "an expectation of 0 has no finite deviance");
    assertEquals(1, find(impossible, impossible, true, 1).score().d2Poisson());
  }

  @Test
  void manyRowsAreTheSameInRanges() {
    int rows = 300_000;
    double[] truth = IntStream.range(0, rows).mapToDouble(i -> HashedFraction.of(3, i)).toArray();
    double[] predicted =
        IntStream.range(0, rows)
            .mapToDouble(i -> i % 2 == 0 ? 0.5 : HashedFraction.of(4, i))
            .toArray();
    TargetResult found = find(truth, predicted, false, 1);
    double[] residuals =
        IntStream.range(0, rows).mapToDouble(i -> truth[i] - predicted[i]).sorted().toArray();
    for (Quantile quantile : found.score().residualQuantiles()) {
      double rank = (rows - 1) * (quantile.percent() / 100);
      int low = (int) rank;
      double next = residuals[Math.min(rows - 1, low + 1)];
      assertEquals(
          residuals[low] + (rank - low) * (next - residuals[low]), quantile.value(), 1e-15);
    }
    assertEquals(rows, found.score().deciles().stream().mapToLong(TargetScore.Decile::rows).sum());
    for (int partitions : new int[] {3, 8}) {
      assertEquals(found, find(truth, predicted, false, partitions));
    }
  }
}
