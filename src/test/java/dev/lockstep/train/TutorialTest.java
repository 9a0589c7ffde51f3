package dev.lockstep.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.Golden;
import dev.lockstep.LocalSpark;
import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.aggregate.LocalAggregation;
import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Gradient;
import dev.lockstep.network.Initializer;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.SgdStep;
import dev.lockstep.network.Topology;
import dev.lockstep.pack.Chunk;
import dev.lockstep.pack.PackedDataset;
import dev.lockstep.report.EpochTable;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.idx.IdxFolder;
import dev.lockstep.scale.Scaling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.storage.RDDInfo;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * MNIST as the tutorial trains on it: the golden figures of an independent program, and one answer
 * for every number of partitions and both ways of aggregating.
 */
final class TutorialTest {
  private static Dataset train;
  private static Dataset test;

  @BeforeAll
  static void open() {
    IdxFolder mnist = IdxFolder.open("data/mnist", LocalSpark.spark().hadoopConfiguration());
    train = mnist.train(LocalSpark.spark());
    test = mnist.test(LocalSpark.spark());
  }

  private static TrainingRun run(int epochs, int partitions, AggregationKind kind, Blas blas) {
    TrainingSettings settings =
        TrainingSettings.tutorial()
            .withEpochs(epochs)
            .withBlocks(8, partitions)
            .withAggregation(kind)
            .with(Settings.BLAS, blas);
    return new Trainer(LocalSpark.spark(), settings).train(train, test);
  }

  @ParameterizedTest
  @EnumSource(Blas.class)
  void lossesAndGradientsOfTheFirstEpochAreTheGoldenOnes(Blas blas) {
    Topology topology = Topology.of(784, List.of(100, 50), 10);
    JsonNode golden = Golden.read("mnist-first-epoch.json");
    try (PackedDataset packed =
        PackedDataset.pack(train, Classes.of(train.labels().keySet()), Scaling.unit(), 100, 8, 4)) {
      List<Chunk> chunks = packed.chunks().collect();
      LocalAggregation local =
          new LocalAggregation(topology, blas.products(), chunks, chunks.subList(0, 1));
      Parameters parameters = Initializer.uniform(topology, 8, 0.1);
      int next = 0;
      for (int step = 1; step <= packed.plan().steps(); step++) {
        Gradient gradient = local.gradient(parameters, step - 1);
        JsonNode expected = golden.get("steps").get(next);
        if (expected.get("step").asInt() == step) {
          next++;
          assertClose(expected.get("batch_loss_before_update").asDouble(), gradient.loss(), step);
          JsonNode norms = expected.get("gradient_l2");
          for (int l = 1; l <= 3; l++) {
            assertClose(norms.get("W" + l).asDouble(), l2(gradient.weights(l).values()), step);
            assertClose(norms.get("b" + l).asDouble(), l2(gradient.biases(l).values()), step);
          }
        }
        SgdStep.take(parameters, 0.5, gradient);
      }
      assertEquals(golden.get("steps").size(), next);
      JsonNode norms = golden.get("after_epoch_1_l2");
      for (int l = 1; l <= 3; l++) {
        assertClose(norms.get("W" + l).asDouble(), l2(parameters.weights(l).values()), 600);
        assertClose(norms.get("b" + l).asDouble(), l2(parameters.biases(l).values()), 600);
      }
    }
  }

  @Test
  void imagesTakeLessThanTheirBytesInSparksMemory() {
    try (PackedDataset packed =
        PackedDataset.pack(train, Classes.of(train.labels().keySet()), Scaling.unit(), 100, 8, 4)) {
      packed.chunks().count();
      long size =
          Arrays.stream(LocalSpark.spark().sc().getRDDStorageInfo())
              .filter(info -> info.id() == packed.chunks().id())
              .mapToLong(RDDInfo::memSize)
              .sum();
      long raw = 60_000L * (784 + 1);
      assertTrue(size > 0.5 * raw && size <= 0.6 * raw, size + " bytes for " + raw);
    }
  }

  private static void assertClose(double expected, double actual, int step) {
    assertEquals(expected, actual, 1e-12 * Math.abs(expected), "at step " + step);
  }

  private static double l2(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  @ParameterizedTest
  @CsvSource({"2, ALLREDUCE, 10", "1, ALLREDUCE, 3", "8, ALLREDUCE, 2", "2, TREE, 1"})
  void thePublishedLinesComeOutByteForByte(int partitions, AggregationKind kind, int epochs)
      throws IOException {
    TrainingRun run = run(epochs, partitions, kind, Blas.EXACT);
    List<String> published = publishedLines();
    assertEquals(
        published.subList(0, epochs + 1), run.history().stream().map(EpochTable::line).toList());
  }

  private static List<String> publishedLines() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/golden/published-table.txt"));
  }

  @Test
  void oneAnswerForEveryPartitionCountAndAggregation() {
    String one = run(1, 1, AggregationKind.ALLREDUCE, Blas.EXACT).parameters().sha256();
    for (int partitions : List.of(2, 3, 4, 5, 8)) {
      assertEquals(
          one,
          run(1, partitions, AggregationKind.ALLREDUCE, Blas.EXACT).parameters().sha256(),
          partitions + " partitions");
    }
    assertEquals(one, run(1, 3, AggregationKind.TREE, Blas.EXACT).parameters().sha256());
  }
}
