package dev.lockstep.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.LocalSpark;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.Rows;
import dev.lockstep.scale.Scaling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** Packing through Spark puts every row where the plan puts it, however large rows and chunks. */
final class PackedDatasetTest {
  private static final Rows SMALL = Rows.normal(3, 50, 5, 4);

  /** The data set, B, K, P, and how many chunks there must be. */
  static final List<Arguments> CUTS =
      List.of(
          Arguments.argumentSet("full batches", Rows.pixels(1, 60, 20, 3), 20, 4, 2, 4),
          Arguments.argumentSet("shorter last batch", SMALL, 12, 5, 3, 5),
          Arguments.argumentSet("last batch shorter than K", SMALL, 7, 5, 5, 5),
          Arguments.argumentSet("all batches shorter than K", SMALL, 4, 7, 3, 4),
          Arguments.argumentSet("one batch", SMALL, 1000, 3, 2, 3),
          Arguments.argumentSet("steps of one row", SMALL, 1, 1, 1, 1),
          Arguments.argumentSet("buffers fill up", Rows.pixels(2, 500, 5000, 10), 50, 2, 1, 2),
          Arguments.argumentSet("many chunks", Rows.pixels(4, 92, 100_000, 3), 41, 1, 1, 3));

  @ParameterizedTest
  @FieldSource("CUTS")
  void rowsOfAnyOrderLieWhereThePlanPutsThem(
      Rows rows, int batchSize, int blocks, int partitions, int chunks) {
    List<LabeledVector> shuffled = new ArrayList<>(rows.labeled());
    Collections.shuffle(shuffled, new Random(1));
    List<Chunk> packed =
        glom(rows, shuffled, 3, batchSize, blocks, partitions).stream()
            .flatMap(List::stream)
            .toList();
    assertEquals(chunks, packed.size());
    PackingLawsTest.assertHold(rows, rows.plan(batchSize, blocks), packed);
  }

  /** One step a chunk, since a row has more than 4 million numbers; lane 0 has one chunk less. */
  @Test
  void partitionsAreSortedByChunkThenLane() {
    Rows rows = Rows.pixels(4, 5, 4_100_000, 2);
    List<List<Chunk>> partitions = glom(rows, rows.labeled(), 2, 3, 3, 2);
    assertEquals(List.of("step 0, lane 0"), described(partitions.get(0)));
    assertEquals(
        List.of("step 0, lane 1", "step 0, lane 2", "step 1, lane 1", "step 1, lane 2"),
        described(partitions.get(1)));
  }

  private static List<String> described(List<Chunk> chunks) {
    return chunks.stream()
        .map(chunk -> "step %d, lane %d".formatted(chunk.holds(0) ? 0 : 1, chunk.lane()))
        .toList();
  }

  private static List<List<Chunk>> glom(
      Rows rows, List<LabeledVector> order, int slices, int batchSize, int blocks, int partitions) {
    Dataset data = Dataset.of("test", LocalSpark.spark().parallelize(order, slices));
    try (PackedDataset packed =
        PackedDataset.pack(data, rows.classes(), Scaling.none(), batchSize, blocks, partitions)) {
      return packed.chunks().glom().collect();
    }
  }

  @Test
  void kryoIsReplacedBeforeTheApplicationAndRefusedAfterwards() {
    SparkConf conf = new SparkConf(false).set("spark.serializer", KryoSerializer.class.getName());
    assertEquals(
        "spark.serializer=org.apache.spark.serializer.KryoSerializer cannot write Lockstep's rows,"
            + " which are Java's records. Set it to org.apache.spark.serializer.JavaSerializer"
            + " before the application begins, or let PackedDataset.prepare do so.",
        assertThrows(InvalidInputException.class, () -> PackedDataset.requireNoKryo(conf))
            .getMessage());
    PackedDataset.prepare(conf);
    PackedDataset.requireNoKryo(conf);
    assertEquals(JavaSerializer.class.getName(), conf.get("spark.serializer"));
    PackedDataset.requireNoKryo(new SparkConf(false));
  }
}
