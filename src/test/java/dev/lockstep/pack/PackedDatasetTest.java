package dev.lockstep.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.LocalSpark;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.Rows;
import dev.lockstep.rows.Scaling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.commons.lang3.SerializationUtils;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Packing through Spark puts every row at the place that the plan gives it, in whatever order and
 * partitions the rows arrive and among however many partitions the chunks are shared.
 */
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
    PackedRowsTest.assertHold(rows, rows.plan(batchSize, blocks), packed);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 30})
  void sourcePartitionsAndOrderChangeNoBitOfAChunk(int slices) {
    List<LabeledVector> reversed = new ArrayList<>(SMALL.labeled());
    Collections.reverse(reversed);
    assertSame(SMALL.packed(7, 5), glom(SMALL, SMALL.labeled(), slices, 7, 5, 1).get(0));
    assertSame(SMALL.packed(7, 5), glom(SMALL, reversed, slices, 7, 5, 1).get(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7})
  void partitionsOwnTheirColumnsAndChangeNoBit(int partitions) {
    assertOwned(SMALL, 12, 7, partitions);
  }

  /** One step a chunk, since a row has more than 4 million numbers; column 0 has one chunk less. */
  @Test
  void partitionsAreSortedByChunkThenColumn() {
    Rows rows = Rows.pixels(4, 5, 4_100_000, 2);
    List<List<Chunk>> partitions = glom(rows, rows.labeled(), 2, 3, 3, 2);
    assertEquals(List.of("step 0, column 0"), places(partitions.get(0)));
    assertEquals(
        List.of("step 0, column 1", "step 0, column 2", "step 1, column 1", "step 1, column 2"),
        places(partitions.get(1)));
  }

  /** Eight tasks run at once. */
  @ParameterizedTest
  @FieldSource("CUTS")
  void rowsInTheirOrderNeedNoShuffleAndLieAlike(
      Rows rows, int batchSize, int blocks, int partitions, int chunks) {
    assertInOrder(rows, 11, batchSize, blocks, partitions, rows.features() < 100_000);
  }

  @Test
  void moreTasksThanRunAtOnceTakeTheirRowsFromAShuffle() {
    assertInOrder(SMALL, 11, 10, 10, 8, true);
    assertInOrder(SMALL, 11, 10, 10, 9, false);
  }

  private static void assertInOrder(
      Rows rows, int size, int batchSize, int blocks, int partitions, boolean isAtHand) {
    JavaRDD<RowBlock> groups =
        LocalSpark.spark().parallelize(HeldRows.groups(rows.labeled(), size, false), 3);
    Dataset data = Dataset.of("test", LocalSpark.spark().parallelize(rows.labeled(), 3));
    try (PackedDataset packed =
        PackedDataset.pack(
            data.withGroups(groups), rows.classes(), batchSize, blocks, partitions)) {
      assertEquals(!isAtHand, packed.chunks().toDebugString().contains("ShuffledRDD"));
      List<List<Chunk>> expected = glom(rows, rows.labeled(), 2, batchSize, blocks, partitions);
      List<List<Chunk>> found = packed.chunks().glom().collect();
      assertEquals(partitions, found.size());
      for (int p = 0; p < partitions; p++) {
        assertSame(expected.get(p), found.get(p));
      }
    }
  }

  @Test
  void rowsThatAreMissingOrOutOfTheirOrderAreAnError() {
    List<RowBlock> groups = HeldRows.groups(SMALL.labeled(), 10, false);
    assertEquals("40 rows instead of 50", broken(groups.subList(0, 4)));
    assertEquals("row 10 after 0 rows", broken(groups.subList(1, 5)));
    assertEquals("row 20 after 10 rows", broken(List.of(groups.get(0), groups.get(2))));
  }

  private static String broken(List<RowBlock> groups) {
    return assertThrows(
            IllegalStateException.class,
            () -> Rows.packInOrder(SMALL.plan(10, 2), SMALL.classes(), Scaling.none(), groups, 1))
        .getMessage();
  }

  private static List<String> places(List<Chunk> chunks) {
    return chunks.stream()
        .map(chunk -> "step %d, column %d".formatted(chunk.holds(0) ? 0 : 1, chunk.lane()))
        .toList();
  }

  private static void assertOwned(Rows rows, int batchSize, int blocks, int partitions) {
    List<Chunk> sorted = rows.packed(batchSize, blocks);
    List<List<Chunk>> actual = glom(rows, rows.labeled(), 2, batchSize, blocks, partitions);
    assertEquals(partitions, actual.size());
    for (int p = 0; p < partitions; p++) {
      int from = p * blocks / partitions;
      int to = (p + 1) * blocks / partitions;
      assertSame(
          sorted.stream().filter(chunk -> from <= chunk.lane() && chunk.lane() < to).toList(),
          actual.get(p));
    }
  }

  /** Compared as they are serialised, so that how the rows are kept counts too. */
  private static void assertSame(List<Chunk> expected, List<Chunk> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(
          SerializationUtils.serialize(expected.get(i)),
          SerializationUtils.serialize(actual.get(i)));
    }
  }

  @Test
  void chunksAreKeptInMemoryUntilClosed() {
    PackedDataset packed = pack(SMALL, SMALL.labeled(), 2, 10, 2, 2);
    assertEquals(StorageLevel.MEMORY_AND_DISK(), packed.chunks().getStorageLevel());
    packed.close();
    assertEquals(StorageLevel.NONE(), packed.chunks().getStorageLevel());
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

  private static PackedDataset pack(
      Rows rows, List<LabeledVector> order, int slices, int batchSize, int blocks, int partitions) {
    Dataset data = Dataset.of("test", LocalSpark.spark().parallelize(order, slices));
    return PackedDataset.pack(data, rows.classes(), batchSize, blocks, partitions);
  }

  private static List<List<Chunk>> glom(
      Rows rows, List<LabeledVector> order, int slices, int batchSize, int blocks, int partitions) {
    try (PackedDataset packed = pack(rows, order, slices, batchSize, blocks, partitions)) {
      assertEquals(rows.plan(batchSize, blocks), packed.plan());
      return packed.chunks().glom().collect();
    }
  }
}
