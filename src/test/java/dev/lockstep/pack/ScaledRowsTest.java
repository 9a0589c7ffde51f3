package dev.lockstep.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Columns;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.Permutation;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.Rows;
import dev.lockstep.rows.ScaleKind;
import dev.lockstep.rows.Scaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.lang3.SerializationUtils;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.util.SizeEstimator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Rows that are packed to be scaled when they are read are, to the last bit, those that were scaled
 * before they were packed, and lie alike: whichever of them can be scaled later.
 */
final class ScaledRowsTest {
  private static final int FEATURES = 6;
  private static final double[] OFFSETS = {0.5, -3, 12, 0, 1e-3, 7};
  private static final double[] DIVISORS = {0.3, 2, 1 / 3.0, 0, 1e-3, 4};

  private static final Scaling STANDARD = scaling(OFFSETS, DIVISORS);
  private static final Scaling ZEROS_STAY = scaling(new double[FEATURES], DIVISORS);
  private static final Scaling STEEP = scaling(OFFSETS, new double[] {1e-120, 1, 1, 1, 1, 1e-200});

  /** The kinds of rows, and how they are scaled. */
  static final List<Arguments> CASES =
      List.of(
          Arguments.argumentSet("decimals", STANDARD, "d"),
          Arguments.argumentSet("decimals, zeros stay", ZEROS_STAY, "d"),
          Arguments.argumentSet("other numbers", STANDARD, "n"),
          Arguments.argumentSet("numbers too great to be scaled later", STANDARD, "g"),
          Arguments.argumentSet("a scaling too steep for later", STEEP, "d"),
          Arguments.argumentSet("rows without zeros", STANDARD, "s"),
          Arguments.argumentSet("rows without zeros, which stay", ZEROS_STAY, "s"),
          Arguments.argumentSet("all in turn", STANDARD, "dngs"),
          Arguments.argumentSet("all in turn, zeros stay", ZEROS_STAY, "sdgn"),
          Arguments.argumentSet("first those for later", STANDARD, "ddddddddddddddddg"),
          Arguments.argumentSet("bytes", Scaling.unit(), "b"),
          Arguments.argumentSet("bytes, most of them zero", Scaling.unit(), "z"),
          Arguments.argumentSet("bytes without zeros", Scaling.unit(), "t"),
          Arguments.argumentSet("bytes with zeros and without", Scaling.unit(), "bztz"),
          Arguments.argumentSet("bytes without zeros and with", Scaling.unit(), "tbzt"));

  private static Scaling scaling(double[] offsets, double[] divisors) {
    return Scaling.of(ScaleKind.STANDARD, Columns.NONE, offsets, divisors);
  }

  private static Vector vector(char kind, Random random) {
    double[] x = new double[FEATURES];
    Arrays.setAll(
        x,
        j ->
            switch (kind) {
              case 'd' -> random.nextInt(1000) / 100.0;
              case 'n' -> random.nextGaussian();
              case 'g' -> random.nextGaussian() * 1e120;
              case 'b' -> random.nextInt(256);
              case 'z', 't' -> random.nextInt(7) == 0 ? random.nextInt(256) : 0;
              default -> random.nextInt(7) == 0 ? random.nextInt(9) / 8.0 : 0;
            });
    return kind == 's' || kind == 't' ? Vectors.dense(x).toSparse() : Vectors.dense(x);
  }

  private static List<LabeledVector> rows(String kinds, int count) {
    Random random = new Random(4);
    return IntStream.range(0, count)
        .mapToObj(i -> new LabeledVector(i, "0", vector(kinds.charAt(i % kinds.length()), random)))
        .toList();
  }

  private static void assertAlike(List<Chunk> expected, List<Chunk> found) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < found.size(); i++) {
      Chunk chunk = SerializationUtils.clone(found.get(i));
      assertEquals(expected.get(i).areSparse(), chunk.areSparse());
      for (int from = 0; from <= chunk.rows(); from++) {
        double[] x = new double[FEATURES * (chunk.rows() - from)];
        double[] y = x.clone();
        expected.get(i).read(from, chunk.rows() - from, x, 0);
        chunk.read(from, chunk.rows() - from, y, 0);
        assertArrayEquals(bits(x), bits(y));
      }
    }
  }

  private static long[] bits(double[] x) {
    return Arrays.stream(x).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void rowsScaledLaterAreThoseScaledBefore(Scaling scaling, String kinds) {
    Classes classes = Classes.of(List.of("0", "1"));
    MiniBatchPlan plan = new MiniBatchPlan(50, FEATURES, 12, 3);
    List<LabeledVector> raw = new ArrayList<>(rows(kinds, 50));
    List<LabeledVector> scaled =
        raw.stream()
            .map(r -> new LabeledVector(r.index(), "0", scaling.apply(r.features(), r.index())))
            .toList();
    List<Chunk> before = Rows.pack(plan, classes, scaled);
    List<Chunk> later = Rows.pack(plan, classes, scaling, raw);
    assertAlike(before, later);
    Collections.shuffle(raw, new Random(2));
    assertAlike(before, Rows.pack(plan, classes, scaling, raw));
    Permutation order = new Permutation(3, 1, 50);
    assertAlike(
        Rows.repack(plan, Scaling.none(), order, before), Rows.repack(plan, scaling, order, later));
  }

  /** Of all 50 rows, at once or few by few, three partitions take one column each. */
  @ParameterizedTest
  @FieldSource("CASES")
  void rowsPackedInTheirOrderLieAsThoseFromAShuffle(Scaling scaling, String kinds) {
    Classes classes = Classes.of(List.of("0", "1"));
    MiniBatchPlan plan = new MiniBatchPlan(50, FEATURES, 12, 3);
    List<LabeledVector> raw = rows(kinds, 50);
    List<Chunk> shuffled = Rows.pack(plan, classes, scaling, raw);
    boolean areBytes = scaling.kind() == ScaleKind.UNIT;
    for (int size : List.of(1, 7, 12, 50)) {
      for (int partitions : List.of(1, 2, 3)) {
        for (boolean asBytes : areBytes ? List.of(true, false) : List.of(false)) {
          List<RowBlock> groups = HeldRows.groups(raw, size, asBytes);
          assertAlike(
              shuffled,
              Rows.packInOrder(plan, classes, scaling, groups, partitions).stream()
                  .flatMap(List::stream)
                  .toList());
        }
      }
    }
  }

  @Test
  void aRowThatCannotBeScaledIsNamedWhereverItLies() {
    for (Scaling scaling : List.of(STANDARD, Scaling.unit())) {
      List<LabeledVector> raw = new ArrayList<>(rows("b", 50));
      raw.set(23, new LabeledVector(23, "0", Vectors.dense(1e308, 1, 2, 3, 4, 5)));
      MiniBatchPlan plan = new MiniBatchPlan(50, FEATURES, 12, 3);
      Classes classes = Classes.of(List.of("0", "1"));
      String message =
          assertThrows(
                  InvalidInputException.class,
                  () -> Rows.packInOrder(plan, classes, scaling, HeldRows.groups(raw, 7, false), 2))
              .getMessage();
      assertTrue(message.startsWith("Row 23: column 1 is 1.0E308; --scale "), message);
    }
  }

  @Test
  void decimalsTakeNoMoreRoomForBeingScaled() {
    MiniBatchPlan plan = new MiniBatchPlan(20_000, FEATURES, 100, 4);
    List<Chunk> chunks =
        Rows.pack(plan, Classes.of(List.of("0", "1")), STANDARD, rows("d", 20_000));
    long bytes = chunks.stream().mapToLong(SizeEstimator::estimate).sum();
    long numbers = 20_000L * FEATURES * 10 / 8; // 0.00 to 9.99 are 10 bits
    long classes = 20_000L * Integer.BYTES;
    assertTrue(bytes < 1.02 * (numbers + classes), () -> bytes + " bytes");
  }
}
