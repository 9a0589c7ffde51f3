package dev.lockstep.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.linalg.SparseRows;
import dev.lockstep.rows.BlockBuilder;
import dev.lockstep.rows.Bytes;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.Numbers;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.RowValues;
import dev.lockstep.rows.Rows;
import dev.lockstep.rows.Targets;
import dev.lockstep.scale.Scaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.util.SizeEstimator;
import org.junit.jupiter.api.Test;

/** Rows are kept in as few bytes as they allow, whatever came after whatever. */
final class ChunkRoomTest {
  /** Of 30 numbers in a row so many are not zero, one of them in all rows a negative zero. */
  @Test
  void rowsAreKeptSparseByOneRuleHoweverTheyCame() {
    for (int nonZeros = 1; nonZeros <= 30; nonZeros++) {
      double[][] x = new double[9][30];
      for (double[] row : x) {
        Arrays.fill(row, 30 - nonZeros, 30, 0.1);
        row[29] = -0.0;
      }
      Rows rows = Rows.of(x, new int[] {1, 0, 0, 0, 0, 0, 0, 0, 0});
      List<Chunk> chunks = rows.packed(9, 1);
      PackingLawsTest.assertHold(rows, rows.plan(9, 1), chunks);
      assertEquals(9 * 3 * nonZeros + 4 * 10 <= 9 * 30, chunks.get(0).areSparse());
      assertArrayEquals(
          PackingLawsTest.serialized(chunks),
          PackingLawsTest.serialized(rows.withoutZeros().packed(9, 1)));
    }
  }

  @Test
  void pixelsTakeAByteEachAndDecimalsTheirBits() {
    byte[] bytes = new byte[1000 * 784];
    new Random(1).nextBytes(bytes);
    RowBlock images =
        new RowBlock(
            0,
            1000,
            RowValues.dense(784, new Bytes(bytes, false)),
            Targets.ofClasses(new int[1000]),
            null);
    MiniBatchPlan plan = new MiniBatchPlan(1000, 784, 100, 8);
    assertRoom(
        1000 * 784,
        Packed.inOrder(plan, PackingLawsTest.CLASSES, Scaling.unit(), List.of(images), 1).get(0));
    double[] numbers =
        new Random(1)
            .ints(20_000 * PackingLawsTest.WIDTH, 0, 1000)
            .mapToDouble(n -> n / 100.0)
            .toArray();
    RowBlock table =
        new RowBlock(
            0,
            20_000,
            RowValues.dense(PackingLawsTest.WIDTH, Numbers.of(numbers, numbers.length)),
            Targets.ofClasses(new int[20_000]),
            null);
    plan = new MiniBatchPlan(20_000, PackingLawsTest.WIDTH, 100, 4);
    // 0.00 to 9.99 are 10 bits.
    assertRoom(
        20_000 * PackingLawsTest.WIDTH * 10 / 8,
        Packed.inOrder(plan, PackingLawsTest.CLASSES, PackingLawsTest.STANDARD, List.of(table), 1)
            .get(0));
  }

  private static void assertRoom(long numbers, List<Chunk> chunks) {
    long rows = chunks.stream().mapToLong(Chunk::rows).sum();
    long bytes = chunks.stream().mapToLong(SizeEstimator::estimate).sum();
    assertTrue(bytes < 1.02 * (numbers + rows * Integer.BYTES), () -> bytes + " bytes");
  }

  /** As doubles they would take 1.6 GB. */
  @Test
  void wideRowsTakeRoomByTheirNonZerosAlone() {
    int width = 1_000_000;
    List<Vector> x = new ArrayList<>();
    for (int row = 0; row < 200; row++) {
      x.add(Vectors.sparse(width, new int[] {row, width - 1 - row}, new double[] {0.1, 1}));
    }
    Rows rows = Rows.of(x, IntStream.range(0, 200).map(row -> row % 2).toArray());
    List<Chunk> chunks = rows.packed(100, 4);
    assertEquals(200, chunks.stream().mapToInt(Chunk::rows).sum());
    long bytes = chunks.stream().mapToLong(SizeEstimator::estimate).sum();
    assertTrue(bytes < 20_000, () -> bytes + " bytes");
    SparseRows sparse = new SparseRows();
    sparse.clear(width);
    chunks.get(0).addTo(sparse, 0, 1);
    assertEquals(2, sparse.starts()[1]);
    assertEquals(width - 1, sparse.columns()[1]);
  }

  /** Whatever comes after whatever: bytes, doubles and sparse rows. */
  @Test
  void aBuilderGivesTheRowsThatWereAdded() {
    for (String kinds : List.of("b", "bd", "db", "bs", "sb", "bds", "sdb", "pb", "zzzzt", "tzp")) {
      List<LabeledVector> raw = PackingLawsTest.rows(kinds);
      BlockBuilder builder = new BlockBuilder(PackingLawsTest.WIDTH, 50);
      for (int run = 0; run < 2; run++) {
        Rows.blocks(raw).forEach(block -> builder.add(block, 0, block.rows()));
        for (RowBlock block : PackingLawsTest.blocks(raw, 1)) {
          builder.add(block, 0, 1);
        }
        RowBlock built = builder.build(5);
        assertEquals(100, built.rows());
        for (int row = 0; row < 100; row++) {
          assertEquals(5 + row, built.number(row));
          assertArrayEquals(
              PackingLawsTest.bits(raw.get(row % 50).features().toArray()),
              PackingLawsTest.bits(built.row(row)),
              kinds);
          assertEquals("0", built.label(row));
        }
      }
    }
  }
}
