package dev.lockstep.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.linalg.SparseRows;
import dev.lockstep.linalg.SparseRowsTest;
import dev.lockstep.rows.Bytes;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.Numbers;
import dev.lockstep.rows.Permutation;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.RowValues;
import dev.lockstep.rows.Rows;
import dev.lockstep.rows.Targets;
import dev.lockstep.rows.Words;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.ScaleKind;
import dev.lockstep.scale.Scaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.lang3.SerializationUtils;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Packed rows read back as the doubles that their numbers scale to, however they were kept and
 * whichever way they came; they know which rows they are; a row that is missing or there twice is
 * an error.
 */
final class PackingLawsTest {
  static final int WIDTH = 6;
  static final Classes CLASSES = Classes.of(List.of("0", "1"));
  private static final MiniBatchPlan PLAN = new MiniBatchPlan(50, WIDTH, 12, 3);

  static final Scaling STANDARD =
      learned(new double[] {1, -2, 0.5, 1e-3, 7, 0}, new double[] {3, 0.7, 0, 1e-2, 1e5, 9});
  private static final Scaling ZEROS_STAY = learned(new double[6], new double[] {3, 1, 0, 2, 5, 9});

  private static Scaling learned(double[] offsets, double[] divisors) {
    return Scaling.of(ScaleKind.STANDARD, Columns.NONE, offsets, divisors);
  }

  /** A scaling, and the kinds of the rows in turn. */
  static final List<Arguments> CASES =
      List.of(
          Arguments.argumentSet("as they are", Scaling.none(), "dngs"),
          Arguments.argumentSet("decimals", STANDARD, "d"),
          Arguments.argumentSet("decimals, zeros stay", ZEROS_STAY, "d"),
          Arguments.argumentSet("other numbers", STANDARD, "n"),
          Arguments.argumentSet("great numbers", STANDARD, "g"),
          Arguments.argumentSet(
              "a steep scaling", learned(new double[6], new double[] {1, 1, 1e-120, 1, 1, 1}), "d"),
          Arguments.argumentSet("sparse rows", STANDARD, "s"),
          Arguments.argumentSet("sparse rows, zeros stay", ZEROS_STAY, "s"),
          Arguments.argumentSet("all in turn", STANDARD, "dngs"),
          Arguments.argumentSet("all in turn, zeros stay", ZEROS_STAY, "sdgn"),
          Arguments.argumentSet("pixel values", Scaling.none(), "p"),
          Arguments.argumentSet("pixel values among others", Scaling.none(), "pppnpp"),
          Arguments.argumentSet("bytes", Scaling.unit(), "b"),
          Arguments.argumentSet("bytes, most of them zero", Scaling.unit(), "z"),
          Arguments.argumentSet("sparse bytes", Scaling.unit(), "t"),
          Arguments.argumentSet("dense and sparse bytes", Scaling.unit(), "bztz"));

  private static Vector vector(char kind, Random random) {
    double[] x = new double[WIDTH];
    Arrays.setAll(
        x,
        j ->
            switch (kind) {
              case 'd' -> random.nextInt(1000) / 100.0;
              case 'n' -> random.nextGaussian();
              case 'g' -> random.nextGaussian() * 1e120;
              case 'p' -> random.nextInt(256) / 255f;
              case 'b' -> random.nextInt(256);
              case 'z', 't' -> random.nextInt(20) == 0 ? random.nextInt(256) : 0;
              default -> random.nextInt(20) == 0 ? random.nextInt(9) / 8.0 : -0.0 * (j - 5);
            });
    return kind == 's' || kind == 't' ? Vectors.dense(x).toSparse() : Vectors.dense(x);
  }

  static List<LabeledVector> rows(String kinds) {
    Random random = new Random(4);
    return IntStream.range(0, 50)
        .mapToObj(i -> new LabeledVector(i, "0", vector(kinds.charAt(i % kinds.length()), random)))
        .toList();
  }

  static long[] bits(double[] x) {
    return Arrays.stream(x).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  /** Any rows of a chunk at once, dense and, where they are so, sparse. */
  private static void assertHold(
      Scaling scaling, List<LabeledVector> raw, Permutation order, List<Chunk> chunks) {
    int found = 0;
    for (Chunk packed : chunks) {
      Chunk chunk = SerializationUtils.clone(packed);
      double[] expected = new double[chunk.rows() * WIDTH];
      for (int row = 0; row < chunk.rows(); row++) {
        long number = chunk.number(row);
        assertEquals(number, chunk.place(row));
        double[] x = raw.get((int) number).features().toArray().clone();
        scaling.apply(x, 1, number, WIDTH);
        System.arraycopy(x, 0, expected, row * WIDTH, WIDTH);
        long position = order == null ? number : order.placeOf(number);
        assertEquals(chunk.lane(), PLAN.blockOf(position));
        assertEquals(row, PLAN.positionInChunk(position));
      }
      for (int from = 0; from <= chunk.rows(); from++) {
        double[] x = new double[WIDTH * (chunk.rows() - from)];
        chunk.read(from, chunk.rows() - from, x, 0);
        assertArrayEquals(
            bits(Arrays.copyOfRange(expected, from * WIDTH, expected.length)), bits(x));
        if (chunk.areSparse()) {
          SparseRows sparse = new SparseRows();
          sparse.clear(WIDTH);
          chunk.addTo(sparse, from, chunk.rows() - from);
          assertArrayEquals(x, SparseRowsTest.dense(sparse));
        }
      }
      found += chunk.rows();
    }
    assertEquals(50, found);
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void rowsReadBackScaledWhicheverWayTheyCame(Scaling scaling, String kinds) {
    List<LabeledVector> raw = rows(kinds);
    List<LabeledVector> mixed = new ArrayList<>(raw);
    Collections.shuffle(mixed, new Random(2));
    List<Chunk> chunks = Packed.scattered(PLAN, CLASSES, scaling, Rows.blocks(mixed));
    assertHold(scaling, raw, null, chunks);
    Permutation order = new Permutation(3, 1, 50);
    assertHold(scaling, raw, order, Packed.repacked(order, scaling, chunks));
    for (int size : List.of(1, 7, 12, 50)) {
      for (int partitions : List.of(1, 2, 3)) {
        List<List<Chunk>> all =
            Packed.inOrder(PLAN, CLASSES, scaling, blocks(raw, size), partitions);
        assertHold(scaling, raw, null, all.stream().flatMap(List::stream).toList());
        for (int p = 0; p < partitions; p++) {
          int from = p * 3 / partitions;
          int to = (p + 1) * 3 / partitions;
          assertArrayEquals(
              serialized(chunks.stream().filter(c -> c.lane() >= from && c.lane() < to).toList()),
              serialized(all.get(p)));
        }
      }
    }
  }

  /** So that the way in which they are kept counts, too. */
  static byte[] serialized(List<Chunk> chunks) {
    return SerializationUtils.serialize(new ArrayList<>(chunks));
  }

  static List<RowBlock> blocks(List<LabeledVector> rows, int size) {
    List<RowBlock> blocks = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += size) {
      blocks.addAll(Rows.blocks(rows.subList(from, Math.min(from + size, rows.size()))));
    }
    return blocks;
  }

  @Test
  void bytesOfAReaderArePackedAsTheSameNumbersAre() {
    List<LabeledVector> raw = rows("b");
    byte[] bytes = new byte[50 * WIDTH];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (int) raw.get(i / WIDTH).features().apply(i % WIDTH);
    }
    RowBlock images =
        new RowBlock(
            0,
            50,
            RowValues.dense(WIDTH, new Bytes(bytes, false)),
            Targets.ofClasses(new int[50]),
            Words.of(List.of("0")));
    for (Scaling scaling : List.of(Scaling.none(), Scaling.unit(), STANDARD)) {
      List<Chunk> chunks = Packed.inOrder(PLAN, CLASSES, scaling, List.of(images), 1).get(0);
      assertHold(scaling, raw, null, chunks);
    }
  }

  @Test
  void aRowThatCannotBeScaledIsNamedWhereverItIs() {
    for (Scaling scaling : List.of(STANDARD, Scaling.unit())) {
      List<LabeledVector> raw = new ArrayList<>(rows("b"));
      raw.set(23, new LabeledVector(23, "0", Vectors.dense(1, 2, 3, 1e308, 4, 5)));
      String message =
          assertThrows(
                  InvalidInputException.class,
                  () -> Packed.inOrder(PLAN, CLASSES, scaling, blocks(raw, 7), 2))
              .getMessage();
      assertTrue(message.startsWith("Row 23: column 4 is 1.0E308; --scale "), message);
      assertEquals(
          message,
          assertThrows(
                  InvalidInputException.class,
                  () -> Packed.scattered(PLAN, CLASSES, scaling, blocks(raw, 7)))
              .getMessage());
    }
  }

  /** What rows are to be learned as, how much they count and where they stood goes with them. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void targetsWeightsAndPlacesGoWithTheirRows(int width) {
    double[] numbers = new double[50 * WIDTH];
    double[] targets = new double[50 * Math.max(1, width)];
    double[] weights = new double[50];
    long[] places = new long[50];
    int[] classes = new int[50];
    for (int row = 0; row < 50; row++) {
      Arrays.fill(numbers, row * WIDTH, (row + 1) * WIDTH, row);
      classes[row] = row % 2;
      weights[row] = row / 8.0;
      places[row] = 3L * row + 1;
      for (int t = 0; t < width; t++) {
        targets[row * width + t] = row + t / 4.0;
      }
    }
    Targets given =
        (width == 0 ? Targets.ofClasses(classes) : Targets.ofNumbers(targets, width))
            .withWeights(weights);
    RowBlock block =
        new RowBlock(0, 50, RowValues.dense(WIDTH, Numbers.of(numbers, 300)), given, null)
            .renumbered(null, places);
    List<Chunk> chunks = Packed.inOrder(PLAN, CLASSES, STANDARD, List.of(block), 1).get(0);
    List<List<Chunk>> ways = new ArrayList<>(List.of(chunks));
    ways.add(
        Packed.scattered(
            PLAN, CLASSES, STANDARD, List.of(block.slice(20, 30), block.slice(0, 20))));
    ways.add(Packed.repacked(new Permutation(8, 2, 50), STANDARD, chunks));
    for (List<Chunk> way : ways) {
      assertEquals(50, way.stream().mapToInt(Chunk::rows).sum());
      for (Chunk chunk : way) {
        Targets t = SerializationUtils.clone(chunk).targets();
        assertEquals(width == 0, t.areClasses());
        assertEquals(width, t.width());
        for (int row = 0; row < chunk.rows(); row++) {
          int number = (int) chunk.number(row);
          assertEquals(3L * number + 1, chunk.place(row));
          assertEquals(number / 8.0, t.weight(row));
          double[] x = new double[WIDTH];
          chunk.read(row, 1, x, 0);
          assertEquals((number - 1) / 3.0, x[0]);
          for (int j = 0; j < width; j++) {
            assertEquals(number + j / 4.0, t.number(row, j));
          }
          assertTrue(width > 0 || t.classOf(row) == number % 2);
        }
      }
    }
  }

  @Test
  void rowsWithoutWeightsCountOne() {
    Chunk chunk = Rows.normal(1, 9, 3, 2).packed(9, 1).get(0);
    assertFalse(chunk.targets().areWeighted());
    assertEquals(1, chunk.targets().weight(3));
  }

  @Test
  void severalRowsAreReadToAnyPlaceOfAnArray() {
    for (Rows rows : List.of(Rows.pixels(1, 9, 6, 2), Rows.normal(1, 9, 6, 2))) {
      double[] x = new double[4 * 6 + 2];
      x[0] = 41;
      x[1 + 4 * 6] = 42;
      rows.packed(9, 1).get(0).read(3, 4, x, 1);
      for (int row = 0; row < 4; row++) {
        assertArrayEquals(rows.x(3 + row), Arrays.copyOfRange(x, 1 + row * 6, 7 + row * 6));
      }
      assertEquals(41, x[0]);
      assertEquals(42, x[1 + 4 * 6]);
    }
  }

  @Test
  void everyRowKnowsItsNumber() {
    for (int[] cut : new int[][] {{8, 3}, {7, 5}, {4, 7}, {100, 3}, {1, 1}, {20, 8}}) {
      Rows rows = Rows.normal(1, 50, 3, 2);
      assertHold(rows, rows.plan(cut[0], cut[1]), rows.packed(cut[0], cut[1]));
    }
  }

  @Test
  void aRowThatIsMissingOrThereTwiceIsAnError() {
    Rows rows = Rows.normal(1, 20, 3, 2);
    for (int row = 0; row < 20; row++) {
      List<LabeledVector> missing = new ArrayList<>(rows.labeled());
      LabeledVector twice = missing.remove(row);
      assertRefused(rows, missing);
      missing.add(missing.get(row == 0 ? 1 : row - 1));
      assertRefused(rows, missing);
      List<LabeledVector> more = new ArrayList<>(rows.labeled());
      more.add(twice);
      assertRefused(rows, more);
    }
  }

  private static void assertRefused(Rows rows, List<LabeledVector> some) {
    assertThrows(
        IllegalStateException.class,
        () -> Packed.scattered(rows.plan(8, 2), rows.classes(), Scaling.none(), Rows.blocks(some)));
  }

  @Test
  void rowsThatAreMissingOrOutOfTheirOrderAreAnError() {
    List<RowBlock> blocks = blocks(rows("d"), 10);
    assertEquals("40 rows instead of 50", broken(blocks.subList(0, 4)));
    assertEquals("row 10 after 0 rows", broken(blocks.subList(1, 5)));
    assertEquals("row 20 after 10 rows", broken(List.of(blocks.get(0), blocks.get(2))));
  }

  private static String broken(List<RowBlock> blocks) {
    return assertThrows(
            IllegalStateException.class,
            () -> Packed.inOrder(PLAN, CLASSES, Scaling.none(), blocks, 1))
        .getMessage();
  }

  /**
   * The chunks hold every row of the data set once, where the plan puts it, with its class and
   * every bit of its numbers (all NaN are one: Java's serialisation makes them so).
   */
  static void assertHold(Rows rows, MiniBatchPlan plan, List<Chunk> chunks) {
    boolean[] found = new boolean[rows.size()];
    for (Chunk chunk : chunks) {
      assertEquals(plan, chunk.plan());
      int position = 0;
      for (int step = 0; step < plan.steps(); step++) {
        int first = step * plan.batchSize() + plan.blockStart(step, chunk.lane());
        int count = chunk.holds(step) ? plan.blockRows(step, chunk.lane()) : 0;
        for (int row = first; row < first + count; row++) {
          assertEquals(rows.t(row), chunk.targets().classOf(position));
          double[] x = new double[rows.features()];
          chunk.read(position++, 1, x, 0);
          assertArrayEquals(rows.x(row), x);
          assertFalse(found[row], "twice");
          found[row] = true;
        }
      }
      assertEquals(position, chunk.rows());
    }
    assertTrue(IntStream.range(0, found.length).allMatch(row -> found[row]), "a row is missing");
  }
}
