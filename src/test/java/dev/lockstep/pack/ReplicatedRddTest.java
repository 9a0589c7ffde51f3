package dev.lockstep.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.LocalSpark;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;
import scala.Function1;
import scala.collection.Iterator;

/** Every partition is the whole, in its order, which is made once where it is kept. */
final class ReplicatedRddTest {
  private static final List<Integer> NUMBERS = IntStream.range(0, 50).boxed().toList();

  @Test
  void everyPartitionIsTheWholeInItsOrder() {
    for (int slices : List.of(1, 3, 60)) {
      JavaRDD<Integer> whole = LocalSpark.spark().parallelize(NUMBERS, slices);
      assertEquals(
          Collections.nCopies(4, NUMBERS),
          new ReplicatedRdd<>(whole, 4).toJavaRDD().glom().collect());
    }
  }

  @Test
  void whatIsKeptIsNotMadeAgain() {
    LongAccumulator made = LocalSpark.spark().sc().longAccumulator();
    JavaRDD<Integer> whole =
        LocalSpark.spark()
            .parallelize(NUMBERS, 3)
            .map(
                number -> {
                  made.add(1);
                  return number;
                })
            .cache();
    whole.count();
    assertEquals(4 * 50, new ReplicatedRdd<>(whole, 4).toJavaRDD().count());
    assertEquals(50, made.value());
    whole.unpersist();
  }

  /** Which allows no parents of another number of partitions, as far as it is told. */
  @Test
  void aBarrierStageTakesIt() {
    JavaRDD<Integer> whole = LocalSpark.spark().parallelize(NUMBERS, 3);
    JavaRDD<Integer> same =
        new ReplicatedRdd<>(whole, 2)
            .barrier()
            .mapPartitions(
                (Function1<Iterator<Integer>, Iterator<Integer>> & Serializable) rows -> rows,
                false,
                whole.classTag())
            .toJavaRDD();
    assertEquals(Collections.nCopies(2, NUMBERS), same.glom().collect());
  }
}
