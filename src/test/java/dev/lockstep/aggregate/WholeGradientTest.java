package dev.lockstep.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.LocalSpark;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Gradient;
import dev.lockstep.network.Initializer;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Topology;
import dev.lockstep.network.activation.Sigmoid;
import dev.lockstep.network.loss.SoftmaxCrossEntropy;
import dev.lockstep.pack.Packed;
import dev.lockstep.pack.PackedDataset;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Rows;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gradient over all rows: the specification's bits for any partitions, and a derivative. */
final class WholeGradientTest {
  private static final Topology TOPOLOGY = Topology.of(7, List.of(6, 5), 3);

  private static Gradient whole(PackedDataset packed, Parameters parameters) {
    SparkRun run = SparkRun.inFileOrder(LocalSpark.spark(), packed, packed, Blas.EXACT);
    return new WholeGradient(run).at(parameters, "Test");
  }

  private static Gradient specified(PackedDataset packed, Parameters parameters) {
    return new LocalAggregation(
            parameters.topology(),
            Blas.EXACT.products(),
            packed.chunks().collect(),
            packed.chunks().collect())
        .gradient(parameters);
  }

  private static void requireOneAnswer(Topology topology, Dataset data, int batchSize, int blocks) {
    Parameters parameters = Initializer.uniform(topology, 8, 0.5);
    Gradient expected;
    try (PackedDataset packed = SmallData.packed(data, batchSize, blocks, 1)) {
      expected = specified(packed, parameters);
    }
    for (int partitions = 1; partitions <= blocks; partitions++) {
      try (PackedDataset packed = SmallData.packed(data, batchSize, blocks, partitions)) {
        Gradient actual = whole(packed, parameters);
        assertTrue(expected.hasNumbersOf(actual), partitions + " partitions");
        assertEquals(expected.loss(), actual.loss());
      }
    }
  }

  /**
   * Rows, batch size, blocks: lanes that only the last mini-batch fills, and lanes without rows.
   */
  @ParameterizedTest
  @CsvSource({
    "101, 20, 8",
    "64, 16, 5",
    "50, 7, 6",
    "23, 5, 8",
    "10, 3, 7",
    "9, 100, 4",
    "4, 1, 3",
    "8, 5, 8"
  })
  void everyPartitionCountGivesTheSpecificationsBits(int rows, int batchSize, int blocks) {
    requireOneAnswer(TOPOLOGY, SmallData.dataset(rows, 7, 1), batchSize, blocks);
  }

  /** Without their zeros; in several chunks; in layers so wide that tiles are parts of rows. */
  @Test
  void everyPartitionCountGivesTheSpecificationsBitsOfAllKindsOfRows() {
    requireOneAnswer(Topology.of(60, List.of(20, 5), 3), SmallData.images(101, 1), 20, 8);
    requireOneAnswer(Topology.of(60_000, List.of(3), 3), SmallData.partlySparse(1), 6, 3);
    requireOneAnswer(Topology.of(7, List.of(300, 150), 3), SmallData.dataset(50, 7, 1), 20, 4);
    requireOneAnswer(Topology.of(60, List.of(300), 3), SmallData.images(50, 1), 20, 4);
  }

  /** As if a row of weight 2 were there twice, and one of weight 0 not at all. */
  @Test
  void rowsCountByTheirWeights() {
    double[] weights = new Random(3).ints(50, 0, 3).asDoubleStream().toArray();
    Dataset data = Rows.normal(1, 50, 7, 3).withWeights(weights).dataset(LocalSpark.spark());
    requireOneAnswer(TOPOLOGY, data, 7, 6);
    Parameters parameters = Initializer.uniform(TOPOLOGY, 8, 0.5);
    Gradient expected = new Gradient(TOPOLOGY);
    double sum = 0;
    try (PackedDataset one =
        SmallData.packed(Rows.normal(1, 50, 7, 3).dataset(LocalSpark.spark()), 1, 1, 1)) {
      LocalAggregation rows =
          new LocalAggregation(
              TOPOLOGY, Blas.EXACT.products(), one.chunks().collect(), one.chunks().collect());
      for (int row = 0; row < 50; row++) {
        Gradient gradient = rows.gradient(parameters, row);
        expected.add(weights[row], gradient);
        expected.setLoss(expected.loss() + weights[row] * gradient.loss());
        sum += weights[row];
      }
    }
    expected.scale(1 / sum);
    try (PackedDataset packed = SmallData.packed(data, 7, 6, 3)) {
      Gradient actual = whole(packed, parameters);
      assertEquals(expected.loss() / sum, actual.loss(), 1e-13);
      actual.add(-1, expected);
      assertEquals(0, actual.dot(actual), 1e-28);
    }
  }

  @Test
  void withoutAnyWeightItIsZero() {
    Dataset data = Rows.normal(1, 9, 7, 3).withWeights(new double[9]).dataset(LocalSpark.spark());
    try (PackedDataset packed = SmallData.packed(data, 7, 6, 3)) {
      Gradient gradient = whole(packed, Initializer.uniform(TOPOLOGY, 8, 0.5));
      assertTrue(gradient.hasNumbersOf(new Gradient(TOPOLOGY)));
    }
  }

  @Test
  void aTaskThatFailsOnceChangesNoBitAndNothingIsLeft() throws InterruptedException {
    Topology large = Topology.of(7, List.of(2_000), 3);
    Parameters parameters = Initializer.uniform(large, 8, 0.5);
    try (PackedDataset packed = SmallData.packed(SmallData.dataset(101, 7, 1), 20, 8, 4)) {
      Gradient expected = whole(packed, parameters);
      LeftBroadcasts broadcasts = new LeftBroadcasts();
      FailOnce fault = new FailOnce(2, 0);
      Gradient actual =
          whole(
              Packed.withChunks(packed, packed.chunks().mapPartitionsWithIndex(fault, true)),
              parameters);
      assertTrue(FailOnce.hasFailed(), "the fault must have struck");
      assertTrue(expected.hasNumbersOf(actual));
      assertEquals(Set.of(), broadcasts.leftSince());
    }
  }

  /** As for a mini-batch: with h = 1e-6 rounding is about 2e-10 of the difference. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4})
  void itIsTheDerivativeOfTheMeanLossOfAllRows(int depth) {
    List<Integer> widths = List.of(7, 5, 4, 5, 4).subList(0, depth + 1);
    Topology topology =
        new Topology(
            Stream.concat(widths.stream(), Stream.of(3)).toList(),
            Collections.nCopies(depth, new Sigmoid()),
            new SoftmaxCrossEntropy());
    try (PackedDataset packed = SmallData.packed(SmallData.dataset(50, 7, 6), 10, 4, 3)) {
      Parameters parameters = Initializer.uniform(topology, 3, 1);
      Gradient gradient = whole(packed, parameters);
      double h = 1e-6;
      for (int l = 1; l <= topology.layers(); l++) {
        for (double[][] pair :
            new double[][][] {
              {parameters.weights(l).values(), gradient.weights(l).values()},
              {parameters.biases(l).values(), gradient.biases(l).values()}
            }) {
          for (int j = 0; j < pair[0].length; j += 4) {
            double at = pair[0][j];
            pair[0][j] = at + h;
            double above = whole(packed, parameters).loss();
            pair[0][j] = at - h;
            double below = whole(packed, parameters).loss();
            pair[0][j] = at;
            assertEquals((above - below) / (2 * h), pair[1][j], 1e-8, "layer " + l);
          }
        }
      }
    }
  }
}
