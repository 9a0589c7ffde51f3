package dev.lockstep.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.LocalSpark;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Initializer;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.Phase;
import dev.lockstep.network.SetScore;
import dev.lockstep.network.Topology;
import dev.lockstep.network.activation.Activations;
import dev.lockstep.network.dropout.Dropout;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.network.loss.SoftmaxCrossEntropy;
import dev.lockstep.network.optimizer.ClipNorm;
import dev.lockstep.network.optimizer.Optimizer;
import dev.lockstep.network.optimizer.Optimizers;
import dev.lockstep.network.optimizer.Update;
import dev.lockstep.pack.Chunk;
import dev.lockstep.pack.Packed;
import dev.lockstep.pack.PackedDataset;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.LearnedRows;
import dev.lockstep.rows.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What every way of aggregating on Spark must do: give the bits of the Spark-free specification,
 * whatever the partitions, the shape of the blocks, and the tasks that fail.
 */
public abstract class AggregationLaws extends GradientLaws {
  private static final Topology TOPOLOGY = Topology.of(7, List.of(6, 5), 3);
  private static final Update SGD = Update.sgd(0.3);
  private static final int EPOCHS = 2;
  private static final Pace ONE_BY_ONE = new Pace(1, false, 0);
  private static final Pace THREE_AT_A_TIME =
      new Pace(1, false) {
        @Override
        public int cut(int left, double nanos) {
          return Math.min(3, left);
        }
      };

  private Dropout dropout = Dropout.NONE;

  /** What takes time in one JVM. */
  public abstract Set<Phase> phases();

  /** Rows, batch size, blocks: K a power of two and not, ragged last batches, batches under K. */
  @ParameterizedTest
  @CsvSource({
    "101, 20, 8",
    "64, 16, 5",
    "50, 7, 6",
    "23, 5, 8",
    "10, 3, 7",
    "9, 100, 4",
    "4, 1, 3"
  })
  void everyPartitionCountGivesTheSpecificationsBits(int rows, int batchSize, int blocks) {
    Dataset train = SmallData.dataset(rows, 7, 1);
    Dataset test = SmallData.dataset(17, 7, 2);
    requireOneAnswer(TOPOLOGY, train, test, batchSize, blocks);
  }

  @ParameterizedTest
  @CsvSource({"101, 20, 8", "50, 7, 6", "10, 3, 7"})
  void everyPartitionCountGivesTheSpecificationsBitsOfSparseRowsToo(
      int rows, int batchSize, int blocks) {
    Dataset train = SmallData.images(rows, 1);
    Dataset test = SmallData.images(17, 2);
    try (PackedDataset packed = SmallData.packed(train, batchSize, blocks, 1)) {
      assertTrue(packed.chunks().collect().stream().anyMatch(Chunk::areSparse));
    }
    requireOneAnswer(Topology.of(60, List.of(20, 5), 3), train, test, batchSize, blocks);
  }

  /** A task's blocks of one step are without their zeros, or with them if one of them has few. */
  @Test
  void everyPartitionCountGivesTheSpecificationsBitsOfPartlySparseRowsToo() {
    Dataset train = SmallData.partlySparse(1);
    try (PackedDataset packed = SmallData.packed(train, 6, 3, 1)) {
      List<Chunk> chunks = packed.chunks().collect();
      assertEquals(9, chunks.size());
      assertEquals(8, chunks.stream().filter(Chunk::areSparse).count());
    }
    requireOneAnswer(Topology.of(60_000, List.of(9), 3), train, SmallData.partlySparse(2), 6, 3);
  }

  /** Moments travel and are updated; the whole gradient can be scaled before the update. */
  @ParameterizedTest
  @FieldSource("dev.lockstep.network.optimizer.Optimizers#OF_STEPS")
  void everyPartitionCountGivesTheSpecificationsBitsOfAnyUpdate(Optimizer optimizer) {
    Dataset train = SmallData.dataset(50, 7, 1);
    Dataset test = SmallData.dataset(17, 7, 2);
    Update plain = new Update(optimizer, 0.1, List.of());
    requireOneAnswer(plain, TOPOLOGY, train, test, 7, 6);
    Update all = new Update(optimizer, 0.1, 10, 0.01, List.of(new ClipNorm(1), new ClipNorm(0.1)));
    requireOneAnswer(all, TOPOLOGY, train, test, 7, 6);
  }

  /** Of rows with their zeros, without them and of both kinds; with and without the input's. */
  @Test
  void everyPartitionCountGivesTheSpecificationsBitsUnderDropout() {
    Dataset dense = SmallData.dataset(50, 7, 1);
    Dataset images = SmallData.images(50, 1);
    Dataset partly = SmallData.partlySparse(1);
    List<List<String>> traces = new ArrayList<>();
    for (double input : new double[] {0, 0.2}) {
      dropout = new Dropout(List.of(input, 0.5, 0.3), 8, 0);
      traces.add(requireOneAnswer(SGD, TOPOLOGY, dense, SmallData.dataset(17, 7, 2), 7, 6));
      Topology ofImages = Topology.of(60, List.of(20, 5), 3);
      traces.add(requireOneAnswer(SGD, ofImages, images, SmallData.images(17, 2), 7, 6));
      Topology wide = Topology.of(60_000, List.of(9), 3);
      traces.add(requireOneAnswer(SGD, wide, partly, SmallData.partlySparse(2), 6, 3));
    }
    assertEquals(traces.get(0).get(0), traces.get(3).get(0), "nothing is dropped when scored");
    assertEquals(6, traces.stream().map(trace -> trace.get(4)).distinct().count());
  }

  @Test
  void everyPartitionCountGivesTheSpecificationsBitsOfAllActivations() {
    List<Integer> widths = new ArrayList<>(List.of(7));
    Activations.ALL.forEach(activation -> widths.add(5));
    widths.add(3);
    Topology deep = new Topology(widths, Activations.ALL, new SoftmaxCrossEntropy());
    requireOneAnswer(deep, SmallData.dataset(50, 7, 1), SmallData.dataset(17, 7, 2), 7, 6);
  }

  /** In their sums, their scores, and where a mini-batch has no weight: it is left out. */
  @Test
  void everyPartitionCountGivesTheSpecificationsBitsOfWeightedRowsToo() {
    double[] weights = new Random(3).doubles(50, 0, 2).toArray();
    Arrays.fill(weights, 14, 21, 0);
    Update update = new Update(Optimizers.of("adam").orElseThrow(), 0.1, List.of());
    List<String> trace = requireOneAnswer(update, TOPOLOGY, made(weights), madeToTest(), 7, 6);
    assertTrue(trace.get(trace.size() - 1).endsWith(" after 14"), trace::toString);
  }

  /** Classes count in learning, not in scores, beside rows with weights and without. */
  @Test
  void everyPartitionCountGivesTheSpecificationsBitsOfWeightedClassesToo() {
    double[] weights = new Random(3).doubles(50, 0, 2).toArray();
    Dataset test = madeToTest();
    Labels weighed = Classes.of(test.labels().keySet()).weighing(new double[] {0.5, 3, 1.25});
    for (double[] some : Arrays.asList(null, weights)) {
      List<String> trace = requireOneAnswer(SGD, TOPOLOGY, weighed, made(some), test, 7, 6);
      List<String> plain = requireOneAnswer(SGD, TOPOLOGY, made(some), test, 7, 6);
      assertEquals(plain.get(0), trace.get(0), "scores before training");
      assertNotEquals(plain.get(plain.size() - 1), trace.get(trace.size() - 1));
    }
  }

  @Test
  void weightsThatAreAllOneChangeNoBit() {
    double[] ones = new double[50];
    Arrays.fill(ones, 1);
    Dataset test = madeToTest();
    List<String> weighted = requireOneAnswer(SGD, TOPOLOGY, made(ones), test, 7, 6);
    List<String> plain = requireOneAnswer(SGD, TOPOLOGY, made(null), test, 7, 6);
    assertEquals(plain.get(plain.size() - 1), weighted.get(weighted.size() - 1));
  }

  /** Whatever it learns, numbers scaled, each row by its weight. */
  @ParameterizedTest
  @FieldSource("dev.lockstep.network.loss.OutputLayers#ALL")
  void everyPartitionCountGivesTheSpecificationsBitsOfAnyOutputLayer(OutputLayer output) {
    double[] weights = new Random(3).doubles(50, 0, 2).toArray();
    for (Rows rows : LearnedRows.of(output, 1, 50, 7)) {
      Dataset train = rows.withWeights(weights).dataset(LocalSpark.spark());
      Labels labels = train.learn(output.labels(train.info()), 3);
      Topology topology = topology(1, output, labels);
      List<String> trace = requireOneAnswer(Update.sgd(0.01), topology, labels, train, train, 7, 6);
      assertTrue(trace.get(1).contains(output.sums().get(0)), trace::toString);
    }
  }

  private static Dataset madeToTest() {
    return Rows.normal(2, 17, 7, 3).dataset(LocalSpark.spark());
  }

  private static Dataset made(double[] weights) {
    return Rows.normal(1, 50, 7, 3).withWeights(weights).dataset(LocalSpark.spark());
  }

  private void requireOneAnswer(
      Topology topology, Dataset train, Dataset test, int batchSize, int blocks) {
    requireOneAnswer(SGD, topology, train, test, batchSize, blocks);
  }

  private List<String> requireOneAnswer(
      Update update, Topology topology, Dataset train, Dataset test, int batchSize, int blocks) {
    Labels classes = Classes.of(train.labels().keySet());
    return requireOneAnswer(update, topology, classes, train, test, batchSize, blocks);
  }

  private List<String> requireOneAnswer(
      Update update,
      Topology topology,
      Labels labels,
      Dataset train,
      Dataset test,
      int batchSize,
      int blocks) {
    List<String> expected = new ArrayList<>();
    try (PackedDataset one = SmallData.packed(train, labels, batchSize, blocks, 1);
        PackedDataset two = SmallData.packed(test, labels, batchSize, blocks, 1)) {
      LocalAggregation specification =
          new LocalAggregation(
              topology,
              Blas.EXACT.products(),
              one.chunks().collect(),
              two.chunks().collect(),
              dropout);
      expected.addAll(trace(specification, topology, update));
    }
    for (int partitions = 1; partitions <= blocks; partitions++) {
      try (PackedDataset one = SmallData.packed(train, labels, batchSize, blocks, partitions);
          PackedDataset two = SmallData.packed(test, labels, batchSize, blocks, partitions)) {
        SparkRun run = WholeEpoch.run(LocalSpark.spark(), one, two, dropout);
        assertEquals(
            expected, trace(over(run, run.pace()), topology, update), partitions + " partitions");
      }
    }
    return expected;
  }

  /** Scores before training and after each epoch, and the hash of the parameters. */
  private static List<String> trace(Aggregation aggregation, Topology topology) {
    return trace(aggregation, topology, SGD);
  }

  private static List<String> trace(Aggregation aggregation, Topology topology, Update update) {
    ModelState model = model(topology, 0.5, update);
    List<String> trace = new ArrayList<>();
    trace.add(aggregation.evaluate(model.parameters()).toString());
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      trace.add(WholeEpoch.of(aggregation, epoch, model, update, step -> {}).toString());
      trace.add(model.parameters().sha256() + " after " + model.steps());
    }
    return trace;
  }

  private static ModelState model(Topology topology, double range, Update update) {
    return new ModelState(Initializer.uniform(topology, 8, range), update.optimizer());
  }

  @Test
  void lanesOfSeveralChunksAreWalkedInStepOrder() {
    Topology wide = Topology.of(60_000, List.of(2), 3);
    Dataset train = SmallData.dataset(140, 60_000, 3);
    try (PackedDataset one = SmallData.packed(train, 1, 1, 1)) {
      assertTrue(one.chunks().count() > 1, "the data must fill two chunks");
      ModelState expected = model(wide, 0.01, SGD);
      LocalAggregation specification =
          new LocalAggregation(
              wide, Blas.EXACT.products(), one.chunks().collect(), one.chunks().collect());
      List<SetScore> scores =
          WholeEpoch.of(specification, 1, expected, Update.sgd(1e-4), step -> {});
      ModelState actual = model(wide, 0.01, SGD);
      Aggregation aggregation = over(LocalSpark.spark(), one, one, Blas.EXACT);
      assertEquals(scores, WholeEpoch.of(aggregation, 1, actual, Update.sgd(1e-4), step -> {}));
      assertEquals(expected.parameters().sha256(), actual.parameters().sha256());
    }
  }

  /** Rows, features, batch size, blocks, partitions: of one chunk, and of three. */
  @ParameterizedTest
  @CsvSource({"101, 7, 20, 8, 3", "50, 7, 7, 6, 1", "140, 60000, 6, 3, 2"})
  void anyCutIntoSlicesGivesTheSpecificationsBits(
      int rows, int features, int batchSize, int blocks, int partitions) {
    Topology topology = Topology.of(features, List.of(3), 3);
    Dataset data = SmallData.dataset(rows, features, 3);
    try (PackedDataset packed = SmallData.packed(data, batchSize, blocks, partitions)) {
      LocalAggregation specification =
          new LocalAggregation(
              topology,
              Blas.EXACT.products(),
              packed.chunks().collect(),
              packed.chunks().collect());
      List<String> expected = trace(specification, topology);
      SparkRun run = SparkRun.inFileOrder(LocalSpark.spark(), packed, packed, Blas.EXACT);
      assertEquals(expected, trace(over(run, ONE_BY_ONE), topology));
      assertEquals(expected, trace(over(run, THREE_AT_A_TIME), topology));
    }
  }

  /** As a run that is stopped after every slice, and goes on otherwise. */
  @Test
  void anotherAggregationGoesOnFromAnyStep() {
    Dataset train = SmallData.dataset(101, 7, 1);
    try (PackedDataset one = SmallData.packed(train, 20, 8, 4)) {
      SparkRun run = SparkRun.inFileOrder(LocalSpark.spark(), one, one, Blas.EXACT);
      ModelState expected = model(TOPOLOGY, 0.5, SGD);
      List<SetScore> scores = WholeEpoch.of(over(run, run.pace()), 1, expected, SGD, step -> {});
      ModelState model = model(TOPOLOGY, 0.5, SGD);
      Slice slice = new Slice(0, List.of());
      while (!slice.isLast()) {
        Pace pace = slice.step() % 2 == 0 ? ONE_BY_ONE : THREE_AT_A_TIME;
        int before = slice.step();
        slice = over(run, pace).advance(1, before, model, SGD, step -> {});
        assertTrue(slice.step() > before || slice.isLast());
      }
      assertEquals(scores, slice.scores());
      assertEquals(expected.parameters().sha256(), model.parameters().sha256());
    }
  }

  @Test
  void aTaskThatFailsOnceChangesNoBit() {
    Dataset train = SmallData.dataset(101, 7, 1);
    List<String> undisturbed;
    try (PackedDataset one = SmallData.packed(train, 20, 8, 4)) {
      undisturbed = trace(over(LocalSpark.spark(), one, one, Blas.EXACT), TOPOLOGY);
      FailOnce fault = new FailOnce(2, 1);
      PackedDataset faulty =
          Packed.withChunks(one, one.chunks().mapPartitionsWithIndex(fault, true));
      assertEquals(undisturbed, trace(over(LocalSpark.spark(), faulty, one, Blas.EXACT), TOPOLOGY));
      assertTrue(FailOnce.hasFailed(), "the fault must have struck");
    }
  }

  @Test
  void aLossThatIsNotFiniteNamesItsStep() {
    try (PackedDataset one = SmallData.packed(SmallData.dataset(101, 7, 1), 20, 8, 4)) {
      LocalAggregation specification =
          new LocalAggregation(
              TOPOLOGY, Blas.EXACT.products(), one.chunks().collect(), one.chunks().collect());
      int step = divergedAt(specification);
      assertEquals(step, divergedAt(over(LocalSpark.spark(), one, one, Blas.EXACT)));
    }
  }

  private static int divergedAt(Aggregation aggregation) {
    ModelState model = model(TOPOLOGY, 0.5, SGD);
    Update update = Update.sgd(1e200);
    return assertThrows(
            DivergedException.class, () -> WholeEpoch.of(aggregation, 1, model, update, step -> {}))
        .step();
  }

  @Test
  void theListenerIsToldOfEveryStepInOrder() {
    try (PackedDataset one = SmallData.packed(SmallData.dataset(101, 7, 1), 20, 8, 2)) {
      List<Integer> told = new ArrayList<>();
      WholeEpoch.of(
          over(LocalSpark.spark(), one, one, Blas.EXACT),
          1,
          model(TOPOLOGY, 0.5, SGD),
          SGD,
          told::add);
      assertEquals(IntStream.range(0, 6).boxed().toList(), told);
    }
  }

  @Test
  void theAccountSplitsTheTime() {
    try (PackedDataset one = SmallData.packed(SmallData.dataset(101, 7, 1), 20, 8, 2)) {
      SparkAggregation aggregation = over(LocalSpark.spark(), one, one, Blas.EXACT);
      long start = System.nanoTime();
      WholeEpoch.of(aggregation, 1, model(TOPOLOGY, 0.5, SGD), SGD, step -> {});
      long wall = System.nanoTime() - start;
      RunAccount account = aggregation.account();
      for (Phase phase : phases()) {
        assertTrue(account.times().nanos(phase) > 0, phase + " must have taken time");
      }
      assertTrue(account.times().total() <= wall, "phases cannot take longer than the run");
    }
  }

  @Test
  void noBroadcastIsLeft() throws InterruptedException {
    try (PackedDataset one = SmallData.packed(SmallData.dataset(101, 7, 1), 20, 8, 2)) {
      LeftBroadcasts broadcasts = new LeftBroadcasts();
      Aggregation aggregation = over(LocalSpark.spark(), one, one, Blas.EXACT);
      ModelState large = model(Topology.of(7, List.of(2_000), 3), 0.1, SGD);
      aggregation.evaluate(large.parameters());
      WholeEpoch.of(aggregation, 1, large, SGD, step -> {});
      assertEquals(Set.of(), broadcasts.leftSince());
    }
  }
}
