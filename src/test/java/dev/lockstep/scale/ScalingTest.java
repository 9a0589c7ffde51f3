package dev.lockstep.scale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.LocalSpark;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.linalg.SparseRows;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.LabeledVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each kind is its formula, learned from the training set alone, to the same bits in any case. */
final class ScalingTest {
  private static Dataset data(int slices, List<? extends Vector> x) {
    return Dataset.of("train", LocalSpark.spark().parallelize(rows(x), slices));
  }

  private static List<LabeledVector> rows(List<? extends Vector> x) {
    List<LabeledVector> rows = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      rows.add(new LabeledVector(i, "ab".substring(i % 2, i % 2 + 1), x.get(i)));
    }
    return rows;
  }

  private static Scaling learn(ScaleKind kind, double[]... x) {
    return data(2, Arrays.stream(x).map(Vectors::dense).toList()).learn(kind, 1);
  }

  private static double[] scaled(Scaling scaling, double... x) {
    double[] scaled = x.clone();
    scaling.apply(scaled, 1, 0, x.length);
    return scaled;
  }

  @Test
  void minmaxTakesEachColumnFromZeroToOne() {
    Scaling scaling =
        learn(
            ScaleKind.MINMAX,
            new double[] {-1, 0, 5},
            new double[] {3, 0, 5},
            new double[] {0, 8, 5});
    assertEquals(List.of(-1.0, 0.0, 5.0), scaling.offsets());
    assertEquals(List.of(4.0, 8.0, 0.0), scaling.divisors());
    assertArrayEquals(new double[] {0, 1, 0}, scaled(scaling, -1, 8, 5));
    assertArrayEquals(new double[] {2, -0.5, 0}, scaled(scaling, 7, -4, 6));
  }

  @Test
  void standardTakesEachColumnToMeanZeroAndDeviationOne() {
    Scaling scaling =
        learn(ScaleKind.STANDARD, new double[] {1, 7}, new double[] {3, 7}, new double[] {8, 7});
    double sd = Math.sqrt(26 / 3.0); // (9 + 1 + 16) / 3
    assertEquals(List.of(4.0, 7.0), scaling.offsets());
    assertEquals(List.of(sd, 0.0), scaling.divisors());
    assertArrayEquals(new double[] {-1 / sd, 0}, scaled(scaling, 3, 7));
    assertArrayEquals(new double[] {0, 0}, scaled(scaling, 4, -2));
  }

  @Test
  void unitIsAByteOf255AsFloat32() {
    Scaling scaling = Scaling.unit();
    for (int b = 0; b < 256; b++) {
      assertArrayEquals(new double[] {b / 255f}, scaled(scaling, b));
    }
  }

  @Test
  void noneLeavesNumbersAsTheyAre() {
    double[] x = {-0.0, 300, 0.1};
    assertArrayEquals(x, scaled(learn(ScaleKind.NONE, x), x));
  }

  @Test
  void nothingIsScaledToANegativeZero() {
    for (ScaleKind kind : List.of(ScaleKind.MINMAX, ScaleKind.STANDARD, ScaleKind.UNIT)) {
      Scaling scaling =
          learn(kind, new double[] {0, 255}, new double[] {0, 0}, new double[] {0, 0});
      assertEquals("0.0", Double.toString(scaled(scaling, -0.0, -0.0)[0]), kind.toString());
    }
    Scaling scaling =
        Scaling.of(ScaleKind.MINMAX, Columns.NONE, new double[] {0}, new double[] {1e300});
    assertEquals("0.0", Double.toString(scaled(scaling, -1e-300)[0]));
  }

  /**
   * Rows with their zeros and without, in any order and partitioning: few partitions, whose
   * statistics the driver merges, and many.
   */
  @ParameterizedTest
  @EnumSource(
      value = ScaleKind.class,
      names = {"MINMAX", "STANDARD"})
  void whatIsLearnedDependsOnTheRowsAlone(ScaleKind kind) {
    Random random = new Random(1);
    List<Vector> x = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      double[] row = new double[519];
      IntStream.range(0, 60)
          .forEach(
              n ->
                  row[random.nextInt(row.length)] =
                      random.nextGaussian() * Math.scalb(1.0, random.nextInt(80) - 40));
      x.add(Vectors.dense(row));
    }
    Scaling one = data(1, x).learn(kind, 1);
    for (int slices : List.of(2, 3, 4, 5, 300)) {
      Collections.shuffle(x, random);
      List<Vector> some = new ArrayList<>(x);
      some.replaceAll(row -> random.nextBoolean() ? row.toSparse() : row);
      Scaling same = data(slices, some).learn(kind, 1);
      assertEquals(one.offsets(), same.offsets());
      assertEquals(one.divisors(), same.divisors());
    }
  }

  @Test
  void sparseRowsAreScaledAsDenseOnes() {
    Random random = new Random(3);
    int width = 40;
    double[] least = new double[width];
    double[] most = new double[width];
    for (int j = 0; j < width; j++) {
      least[j] = j % 12 == 1 ? -2 - j : 0; // only these columns are moved
      most[j] = 1 + random.nextInt(9);
    }
    Scaling scaling = learn(ScaleKind.MINMAX, least, most);
    assertTrue(scaling.keepsSparse());
    SparseRows sparse = new SparseRows();
    sparse.clear(width);
    double[] dense = new double[20 * width];
    for (int row = 0; row < 20; row++) {
      int at = sparse.add(1, width);
      for (int j = random.nextInt(width); j < width; j += 1 + random.nextInt(4)) {
        dense[row * width + j] = random.nextInt(3);
      }
      int place = at;
      for (int j = 0; j < width; j++) {
        if (dense[row * width + j] != 0 || random.nextInt(4) == 0) {
          sparse.columns()[place] = j;
          sparse.values()[place++] = dense[row * width + j];
        }
      }
      sparse.starts()[row + 1] = place;
    }
    int skipped = 2;
    scaling.scaleSparse(sparse, skipped);
    scaling.scale(dense, skipped * width, 20 - skipped);
    double[] same = new double[dense.length];
    for (int row = 0; row < 20; row++) {
      for (int i = sparse.starts()[row]; i < sparse.starts()[row + 1]; i++) {
        same[row * width + sparse.columns()[i]] = sparse.values()[i];
      }
    }
    assertArrayEquals(dense, same);
    assertFalse(
        learn(ScaleKind.MINMAX, new double[] {-2, 8, 3}, new double[] {2, 0, 3}).keepsSparse());
  }

  @Test
  void rowsOfAGroupAreScaledAsOneByOne() {
    Scaling scaling = learn(ScaleKind.STANDARD, new double[] {1, 7}, new double[] {3, 9});
    double[] x = {1, 7, 3, 9, 4, 5};
    scaling.apply(x, 2, 0, 2);
    assertArrayEquals(new double[] {-1, -1, 1, 1, 4, 5}, x);
  }

  @Test
  void aNumberThatCannotBeScaledIsNamed() {
    assertEquals(
        "Row 7: column 2 is 256.0; --scale unit takes whole numbers from 0 to 255 only. Correct the row, or train with another --scale.",
        refusal(() -> Scaling.unit().apply(new double[] {1, 256}, 1, 7, 2)));
    for (double number : new double[] {-1, 0.5, Double.NaN, 1e10}) {
      assertThrows(InvalidInputException.class, () -> scaled(Scaling.unit(), number));
    }
    Scaling tiny = learn(ScaleKind.MINMAX, new double[] {0}, new double[] {1e-300});
    assertEquals(
        "Row 0: column 1 is 1.0E100; --scale minmax cannot scale it to a finite number. Correct the row, or train with another --scale.",
        refusal(() -> scaled(tiny, 1e100)));
  }

  @Test
  void aColumnThatSpansTooMuchIsNamed() {
    double[] low = {0, -Double.MAX_VALUE};
    double[] high = {1, Double.MAX_VALUE};
    assertEquals(
        "Column 2 of the train set spans more than a double can hold. Use --scale standard.",
        refusal(() -> learn(ScaleKind.MINMAX, low, high)));
    assertEquals(List.of(0.5, Double.MAX_VALUE), learn(ScaleKind.STANDARD, low, high).divisors());
  }

  private static String refusal(Executable action) {
    return assertThrows(InvalidInputException.class, action).getMessage();
  }

  @Test
  void rowsOfAnotherWidthAreRefused() {
    Scaling two = Scaling.of(ScaleKind.STANDARD, Columns.NONE, new double[2], new double[] {1, 2});
    for (int width : new int[] {1, 3}) {
      double[] rows = new double[6];
      assertThrows(IllegalArgumentException.class, () -> two.apply(rows, 6 / width, 0, width));
    }
  }

  @Test
  void numbersThatFitNoScalingAreRefused() {
    double[] none = {};
    double[] one = {1};
    assertThrows(
        IllegalArgumentException.class,
        () -> Scaling.of(ScaleKind.STANDARD, Columns.NONE, none, none));
    assertThrows(
        IllegalArgumentException.class, () -> Scaling.of(ScaleKind.UNIT, Columns.NONE, one, one));
    for (double divisor : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> Scaling.of(ScaleKind.MINMAX, Columns.NONE, one, new double[] {divisor}));
    }
  }
}
