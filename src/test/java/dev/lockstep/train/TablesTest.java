package dev.lockstep.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.LocalSpark;
import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.report.EpochTable;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.split.Parts;
import dev.lockstep.rows.split.TestSplit;
import dev.lockstep.scale.ScaleKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Three tables learned as an independent numpy program learns them ({@code tutorial_tables.py}):
 * the same lines for ten epochs, and the same parameters for any number of partitions, either
 * aggregation, rows with their zeros or without.
 */
final class TablesTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden/tables");

  /**
   * What {@code tutorial_tables.py} does with one of its tables.
   *
   * @param name of its files
   * @param scale how numbers become x
   * @param fraction the share of the rows to test on
   * @param settings what to learn
   */
  private record Table(String name, ScaleKind scale, double fraction, TrainingSettings settings) {
    static Table of(
        String name,
        ScaleKind scale,
        double fraction,
        boolean shuffle,
        List<Integer> hidden,
        int batchSize,
        double learningRate) {
      TrainingSettings settings =
          TrainingSettings.tutorial()
              .withHidden(hidden.toArray(Integer[]::new))
              .withEpochs(10)
              .withBatchSize(batchSize)
              .withLearningRate(learningRate)
              .withBlocks(8, 0)
              .withAggregation(AggregationKind.TREE)
              .withShuffle(shuffle);
      return new Table(name, scale, fraction, settings);
    }

    private List<String> lines(String ending) throws IOException {
      return Files.readAllLines(FOLDER.resolve(name + ending));
    }

    private Dataset read(int slices, boolean sparse) throws IOException {
      List<String> lines = lines(".csv");
      List<LabeledVector> rows =
          IntStream.range(1, lines.size())
              .mapToObj(i -> row(i - 1, lines.get(i).split(",", -1), sparse))
              .toList();
      return Dataset.of("whole", LocalSpark.spark().parallelize(rows, slices));
    }

    private static LabeledVector row(int index, String[] cells, boolean sparse) {
      double[] x =
          Arrays.stream(cells).limit(cells.length - 1).mapToDouble(Double::parseDouble).toArray();
      Vector dense = Vectors.dense(x);
      return new LabeledVector(index, cells[cells.length - 1], sparse ? dense.toSparse() : dense);
    }

    private TrainingRun learn(
        int epochs,
        int slices,
        boolean sparse,
        int partitions,
        AggregationKind kind,
        TrainingListener... listeners)
        throws IOException {
      Dataset whole = read(slices, sparse);
      Dataset train = whole;
      Optional<Dataset> test = Optional.empty();
      if (fraction > 0) {
        Parts parts = TestSplit.of(whole, fraction, 8, slices);
        train = parts.train();
        test = Optional.of(parts.heldOut());
      }
      return new Trainer(
              LocalSpark.spark(),
              settings.withEpochs(epochs).withBlocks(8, partitions).withAggregation(kind))
          .scaledBy(train.learn(scale, slices))
          .train(train, test, listeners);
    }
  }

  static final List<Table> TABLES =
      List.of(
          Table.of("flowers", ScaleKind.STANDARD, 0.3, true, List.of(8, 5), 10, 0.5),
          Table.of("wide", ScaleKind.MINMAX, 0, false, List.of(12), 16, 0.4),
          Table.of("short", ScaleKind.NONE, 0.2, false, List.of(6), 20, 0.7));

  @ParameterizedTest
  @FieldSource("TABLES")
  void theLinesAreThoseOfTheProgramInNumpyAndTheHashIsOne(Table table) throws IOException {
    List<String> hashes = new ArrayList<>();
    TrainingListener hash =
        new TrainingListener() {
          @Override
          public void stateReached(TrainingState state) {
            hashes.add(state.parameters().sha256());
          }
        };
    List<String> lines = table.lines(".txt");
    assertEquals(lines, lines(table.learn(10, 1, false, 2, AggregationKind.ALLREDUCE, hash)));
    for (int partitions : List.of(1, 3, 8)) {
      TrainingRun other =
          table.learn(2, partitions, partitions == 3, partitions, AggregationKind.ALLREDUCE);
      assertEquals(hashes.get(1), other.parameters().sha256(), partitions + " partitions");
    }
    TrainingRun tree = table.learn(3, 4, true, 5, AggregationKind.TREE);
    assertEquals(hashes.get(2), tree.parameters().sha256());
    assertEquals(lines.subList(0, 4), lines(tree));
  }

  private static List<String> lines(TrainingRun run) {
    return run.history().stream().map(EpochTable::line).toList();
  }
}
