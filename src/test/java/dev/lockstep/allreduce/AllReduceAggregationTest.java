package dev.lockstep.allreduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.LocalSpark;
import dev.lockstep.aggregate.Aggregation;
import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.aggregate.AggregationLaws;
import dev.lockstep.aggregate.Pace;
import dev.lockstep.aggregate.RunAccount;
import dev.lockstep.aggregate.SmallData;
import dev.lockstep.aggregate.SparkAggregation;
import dev.lockstep.aggregate.SparkRun;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Initializer;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.Phase;
import dev.lockstep.network.Topology;
import dev.lockstep.network.dropout.Dropout;
import dev.lockstep.network.optimizer.Sgd;
import dev.lockstep.network.optimizer.Update;
import dev.lockstep.pack.Chunk;
import dev.lockstep.pack.EpochRows;
import dev.lockstep.pack.Packed;
import dev.lockstep.pack.PackedDataset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of aggregating, for barrier stages; and what it needs of Spark. */
final class AllReduceAggregationTest extends AggregationLaws {
  @Override
  public SparkAggregation over(SparkRun run, Pace pace) {
    return new AllReduceAggregation(run, pace);
  }

  /** Blocks are added up as dW and db are made. */
  @Override
  public Set<Phase> phases() {
    return EnumSet.complementOf(EnumSet.of(Phase.SUM));
  }

  /** An epoch of MNIST costs one Spark job, as it always has. */
  @Test
  void aShortEpochIsOneStageWithItsScores() {
    try (PackedDataset one = SmallData.packed(SmallData.dataset(101, 7, 1), 20, 8, 4)) {
      Aggregation aggregation = over(LocalSpark.spark(), one, one, Blas.EXACT);
      ModelState model =
          new ModelState(Initializer.uniform(Topology.of(7, List.of(4), 3), 8, 0.5), new Sgd());
      assertTrue(aggregation.advance(1, 0, model, Update.sgd(0.1), step -> {}).isLast());
    }
  }

  /** Spark's own exception has a failed barrier stage's causes as text alone. */
  @Test
  void aUsersMistakeInATaskStaysOne() {
    try (PackedDataset one = SmallData.packed(SmallData.dataset(101, 7, 1), 20, 8, 4)) {
      JavaRDD<Chunk> mistaken = one.chunks().mapPartitionsWithIndex(new Mistaken(), true);
      Aggregation aggregation =
          over(LocalSpark.spark(), Packed.withChunks(one, mistaken), one, Blas.EXACT);
      ModelState model =
          new ModelState(Initializer.uniform(Topology.of(7, List.of(4), 3), 8, 0.5), new Sgd());
      InvalidInputException mistake =
          assertThrows(
              InvalidInputException.class,
              () -> aggregation.advance(1, 0, model, Update.sgd(0.1), step -> {}));
      assertEquals(Mistaken.TEXT, mistake.getMessage());
    }
  }

  private static final class Mistaken
      implements Function2<Integer, Iterator<Chunk>, Iterator<Chunk>> {
    private static final long serialVersionUID = 1L;
    private static final String TEXT = "a mistake made by the test";

    @Override
    public Iterator<Chunk> call(Integer partition, Iterator<Chunk> chunks) {
      if (partition == 2) {
        throw new InvalidInputException(TEXT);
      }
      return chunks;
    }
  }

  private static String obstacle(SparkConf conf, int executors, int slots, int tasks) {
    return BarrierPreconditions.obstacle(conf, executors, slots, tasks)
        .map(obstacle -> obstacle.mistake().getMessage())
        .orElse("");
  }

  @Test
  void everyTaskNeedsACoreOfItsOwn() {
    SparkConf conf = new SparkConf(false);
    assertEquals("", obstacle(conf, 1, 8, 8));
    assertEquals(
        "--aggregation allreduce cannot work: all 8 partitions must run at once, and there are cores"
            + " for 2. Lower --partitions to 2, or give more cores, as in --master local[8].",
        obstacle(conf, 1, 2, 8));
  }

  @Test
  void twoExecutorsThatCannotFindEachOtherAreRefused() {
    assertEquals(
        "--aggregation allreduce cannot work: there are 2 executors, and spark.plugins lacks"
            + " dev.lockstep.transport.Rendezvous. Add it before the application begins.",
        obstacle(new SparkConf(false), 2, 8, 8));
    SparkConf prepared = new SparkConf(false);
    AllReduceAggregation.prepare(prepared);
    assertEquals("", obstacle(prepared, 2, 8, 8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark.dynamicAllocation.enabled", "spark.speculation"})
  void settingsThatAddOrTakeTasksAreRefused(String key) {
    assertEquals(
        "--aggregation allreduce cannot work: %s=true, and its tasks need each other. Set it to false, or use --aggregation tree."
            .formatted(key),
        obstacle(new SparkConf(false).set(key, "true"), 1, 8, 8));
  }

  /** Explicit or by choice, on the eight cores of the tests. */
  @ParameterizedTest
  @CsvSource({
    "1, ALLREDUCE, Aggregation: allreduce: there is one task.",
    "8, ALLREDUCE, Aggregation: allreduce: all 8 tasks run at once.",
    "9, TREE, 'Aggregation: tree, a Spark job a step, not allreduce: all 9 partitions must run at"
        + " once, and there are cores for 8.'"
  })
  void autoSaysWhichAndWhy(int partitions, AggregationKind chosen, String line) {
    try (PackedDataset one = SmallData.packed(SmallData.dataset(101, 7, 1), 20, 9, partitions)) {
      List<String> notices = new ArrayList<>();
      SparkAggregation auto =
          new AutoAggregation(
              new SparkRun(
                  LocalSpark.spark(),
                  EpochRows.inFileOrder(one),
                  List.of(new SparkRun.ScoredSet("test", one)),
                  Blas.EXACT,
                  Dropout.NONE,
                  new RunAccount(),
                  notices::add));
      assertEquals(List.of(line), notices);
      assertEquals(List.of(chosen), auto.account().kinds());
    }
  }
}
