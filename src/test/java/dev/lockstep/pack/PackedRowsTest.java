package dev.lockstep.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.linalg.SparseRows;
import dev.lockstep.linalg.SparseRowsTest;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.lang3.SerializationUtils;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.util.SizeEstimator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Packed rows read back as the very doubles that were packed, pixels or not; pixels take a byte
 * each; a row that is missing or there twice is an error.
 */
final class PackedRowsTest {
  /** Near a pixel's value, or easily taken for one, and yet none. */
  private static final double[] NO_PIXELS = {
    -0.0,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    Math.nextUp(1.0),
    Math.nextDown((double) (128 / 255f)),
    1 / 255.0,
    256 / 255f,
    -1 / 255f,
    (1L << 32) / 255.0,
    255
  };

  @Test
  void pixelsOfEveryValueReadBackExactlyAndTakeAByteEach() {
    double[][] x = new double[1000][784];
    for (int row = 0; row < x.length; row++) {
      int first = row;
      Arrays.setAll(x[row], j -> (float) ((first + j) % 256) / 255);
    }
    Rows rows = Rows.of(x, IntStream.range(0, x.length).map(row -> row % 10).toArray());
    List<Chunk> chunks = rows.packed(100, 8);
    assertHold(rows, rows.plan(100, 8), chunks);
    long bytes = chunks.stream().mapToLong(SizeEstimator::estimate).sum();
    assertTrue(bytes <= 1.1 * 1000 * 784, () -> bytes + " bytes");
  }

  @Test
  void otherNumbersReadBackExactly() {
    Rows rows = Rows.normal(1, 30, 7, 3);
    assertHold(rows, rows.plan(8, 3), rows.packed(8, 3));
  }

  /** The first rows of a chunk are kept as bytes when the number turns up that is no pixel. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 9})
  void pixelsBeforeAndAfterAnyOtherNumberReadBackExactly(int place) {
    for (double number : NO_PIXELS) {
      for (int column = 0; column < 3; column++) {
        double[][] x = new double[10][3];
        for (int row = 0; row < x.length; row++) {
          int first = 25 * row;
          Arrays.setAll(x[row], j -> (float) (first + j) / 255);
        }
        x[place][column] = number;
        Rows rows = Rows.of(x, new int[] {0, 1, 2, 0, 1, 2, 0, 1, 2, 0});
        List<Chunk> chunks = rows.packed(10, 1);
        assertHold(rows, rows.plan(10, 1), chunks);
        assertHold(rows, rows.plan(10, 1), List.of(SerializationUtils.clone(chunks.get(0))));
      }
    }
  }

  /** The buffers of a column, of a million numbers each, are of both kinds. */
  @Test
  void oneBufferOfOtherNumbersAmongPixelsReadsBackExactly() {
    double[][] x = new double[12][400_000];
    x[7][399_999] = -0.0;
    x[3][0] = 1;
    Rows rows = Rows.of(x, new int[] {0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1});
    assertHold(rows, rows.plan(12, 1), rows.packed(12, 1));
  }

  @Test
  void severalRowsAtOnceAreThoseRowsOneAfterTheOther() {
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
  void pixelsAreKeptWithoutTheirZerosExactlyWhereThatIsShorter() {
    for (int bright = 0; bright <= 30; bright++) {
      double[][] x = new double[9][30];
      for (double[] row : x) {
        Arrays.fill(row, 30 - bright, 30, 1);
      }
      Chunk chunk = Rows.of(x, new int[] {1, 0, 0, 0, 0, 0, 0, 0, 0}).packed(9, 1).get(0);
      assertEquals(9 * 3 * bright + 4 * 10 <= 9 * 30, chunk.areSparse(), bright + " bright pixels");
    }
  }

  @Test
  void sparseRowsAreTheSameRowsWithoutTheirZeros() {
    Rows rows = Rows.pixels(1, 9, 400, 2);
    Chunk chunk = SerializationUtils.clone(rows.packed(9, 1).get(0));
    SparseRows sparse = new SparseRows();
    for (int from = 0; from < 9; from++) {
      for (int count = 0; from + count <= 9; count++) {
        sparse.clear(400);
        chunk.addTo(sparse, from, count);
        assertEquals(count, sparse.rows());
        double[] x = new double[(count + 9) * 400];
        chunk.read(from, count, x, 0);
        assertArrayEquals(Arrays.copyOf(x, count * 400), SparseRowsTest.dense(sparse));
        chunk.addTo(sparse, 0, 9);
        chunk.read(0, 9, x, count * 400);
        assertArrayEquals(x, SparseRowsTest.dense(sparse));
      }
    }
  }

  /** Of 30 numbers in a row so many are not zero, one of them in all rows a negative zero. */
  @Test
  void numbersAreKeptWithoutTheirZerosByTheSameRuleHoweverTheyCame() {
    for (int others = 1; others <= 30; others++) {
      double[][] x = new double[9][30];
      for (double[] row : x) {
        Arrays.fill(row, 30 - others, 30, 0.1);
        row[29] = -0.0;
      }
      Rows rows = Rows.of(x, new int[] {1, 0, 0, 0, 0, 0, 0, 0, 0});
      List<Chunk> chunks = rows.packed(9, 1);
      assertHold(rows, rows.plan(9, 1), chunks);
      assertEquals(9 * 3 * others + 4 * 10 <= 9 * 30, chunks.get(0).areSparse());
      assertArrayEquals(
          SerializationUtils.serialize(chunks.get(0)),
          SerializationUtils.serialize(rows.withoutZeros().packed(9, 1).get(0)));
    }
  }

  /** As doubles they would take 1.6 GB. */
  @Test
  void wideRowsTakeRoomByTheirOtherNumbersAlone() {
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

  @Test
  void everyRowKnowsItsNumber() {
    for (int[] cut : new int[][] {{8, 3}, {7, 5}, {4, 7}, {100, 3}, {1, 1}, {20, 8}}) {
      Rows rows = Rows.normal(1, 50, 3, 2);
      List<Long> numbers = new ArrayList<>();
      for (Chunk chunk : rows.packed(cut[0], cut[1])) {
        for (int row = 0; row < chunk.rows(); row++) {
          long index = chunk.index(row);
          numbers.add(index);
          assertArrayEquals(rows.x((int) index), chunk.row(row).toArray());
          assertEquals(rows.t((int) index), chunk.classes()[row]);
        }
      }
      assertEquals(50, numbers.stream().distinct().count());
    }
  }

  @Test
  void rowsThatAreNotSparseCannotBeReadSo() {
    Chunk chunk = Rows.normal(1, 9, 400, 2).packed(9, 1).get(0);
    assertThrows(ClassCastException.class, () -> chunk.addTo(new SparseRows(), 0, 1));
  }

  @Test
  void missingRowIsAnError() {
    Rows rows = Rows.normal(1, 20, 3, 2);
    for (int missing = 0; missing < 20; missing++) {
      List<LabeledVector> some = new ArrayList<>(rows.labeled());
      some.remove(missing);
      assertThrows(
          IllegalStateException.class, () -> Rows.pack(rows.plan(8, 2), rows.classes(), some));
    }
  }

  @Test
  void doubledRowIsAnErrorEvenInThePlaceOfAnother() {
    Rows rows = Rows.normal(1, 20, 3, 2);
    for (int doubled = 0; doubled < 20; doubled++) {
      List<LabeledVector> more = new ArrayList<>(rows.labeled());
      more.add(more.get(doubled));
      assertThrows(
          IllegalStateException.class, () -> Rows.pack(rows.plan(8, 2), rows.classes(), more));
      more.remove(doubled == 0 ? 1 : doubled - 1);
      assertThrows(
          IllegalStateException.class, () -> Rows.pack(rows.plan(8, 2), rows.classes(), more));
    }
  }

  /**
   * The chunks hold every row of the data set once, where the plan puts it, with its class and
   * every bit of its numbers (all NaN are one: Java's serialisation makes them so).
   */
  static void assertHold(Rows rows, MiniBatchPlan plan, List<Chunk> chunks) {
    boolean[] found = new boolean[rows.size()];
    for (Chunk chunk : chunks) {
      assertEquals(plan, chunk.plan());
      int place = 0;
      for (int step = 0; step < plan.steps(); step++) {
        int first = step * plan.batchSize() + plan.blockStart(step, chunk.lane());
        int count = chunk.holds(step) ? plan.blockRows(step, chunk.lane()) : 0;
        for (int row = first; row < first + count; row++) {
          assertEquals(rows.t(row), chunk.classes()[place]);
          double[] x = new double[rows.features()];
          chunk.read(place++, 1, x, 0);
          assertArrayEquals(rows.x(row), x);
          assertTrue(!found[row], "twice");
          found[row] = true;
        }
      }
      assertEquals(place, chunk.rows());
    }
    assertTrue(IntStream.range(0, found.length).allMatch(row -> found[row]), "a row is missing");
  }
}
