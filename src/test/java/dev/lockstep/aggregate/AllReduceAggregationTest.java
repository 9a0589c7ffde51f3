package dev.lockstep.aggregate;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.LocalSpark;
import dev.lockstep.data.InvalidInputException;
import dev.lockstep.data.PackedDataset;
import dev.lockstep.data.PackedRows;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Initializer;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Topology;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of aggregating, for a barrier stage an epoch; and what it needs of Spark. */
final class AllReduceAggregationTest extends AggregationLaws {
  @Override
  Aggregation over(JavaSparkContext spark, PackedDataset train, PackedDataset test, Blas blas) {
    return new AllReduceAggregation(spark, train, test, blas);
  }

  /** Spark's own exception has a failed barrier stage's causes as text alone. */
  @Test
  void aUsersMistakeInATaskStaysOne() {
    try (PackedDataset one = SmallData.packed(SmallData.dataset(101, 7, 1), 20, 8, 4)) {
      JavaRDD<PackedRows> mistaken = one.chunks().mapPartitionsWithIndex(new Mistaken(), true);
      Aggregation aggregation = over(LocalSpark.spark(), one.withChunks(mistaken), one, Blas.EXACT);
      Parameters parameters = Initializer.uniform(Topology.of(7, List.of(4), 3), 8, 0.5);
      InvalidInputException mistake =
          assertThrows(
              InvalidInputException.class, () -> aggregation.epoch(1, parameters, 0.1, step -> {}));
      assertEquals(Mistaken.TEXT, mistake.getMessage());
    }
  }

  private static final class Mistaken
      implements Function2<Integer, Iterator<PackedRows>, Iterator<PackedRows>> {
    private static final long serialVersionUID = 1L;
    private static final String TEXT = "a mistake made by the test";

    @Override
    public Iterator<PackedRows> call(Integer partition, Iterator<PackedRows> chunks) {
      if (partition == 2) {
        throw new InvalidInputException(TEXT);
      }
      return chunks;
    }
  }

  @Test
  void everyTaskNeedsACoreOfItsOwn() {
    SparkConf conf = new SparkConf(false);
    assertDoesNotThrow(() -> BarrierPreconditions.check(conf, 1, 8, 8));
    String message =
        assertThrows(InvalidInputException.class, () -> BarrierPreconditions.check(conf, 1, 2, 8))
            .getMessage();
    assertEquals(
        "--aggregation allreduce runs all 8 partitions at once, and there are cores for 2. Lower"
            + " --partitions to 2, or give more cores, as in --master local[8].",
        message);
  }

  @Test
  void twoExecutorsThatCannotFindEachOtherAreRefused() {
    assertTrue(
        assertThrows(
                InvalidInputException.class,
                () -> BarrierPreconditions.check(new SparkConf(false), 2, 8, 8))
            .getMessage()
            .startsWith("--aggregation allreduce needs spark.plugins=dev.lockstep.transport."));
    SparkConf prepared = new SparkConf(false);
    AllReduceAggregation.prepare(prepared);
    assertDoesNotThrow(() -> BarrierPreconditions.check(prepared, 2, 8, 8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark.dynamicAllocation.enabled", "spark.speculation"})
  void settingsThatAddOrTakeTasksAreRefused(String key) {
    SparkConf conf = new SparkConf(false).set(key, "true");
    assertTrue(
        assertThrows(InvalidInputException.class, () -> BarrierPreconditions.check(conf, 1, 8, 8))
            .getMessage()
            .contains(key + "=true"));
  }
}
