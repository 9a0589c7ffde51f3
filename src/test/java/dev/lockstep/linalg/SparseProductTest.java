package dev.lockstep.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.data.SparseRows;
import dev.lockstep.data.SparseRowsTest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * The sparse product adds the plain product's bits, on the vector unit and off it, wherever rows
 * stand.
 */
final class SparseProductTest {
  private static final List<RowSum> BOTH = List.of(new PlainRowSum(), new VectorRowSum());

  /** Widths up to 150: below a register's, whole ones, several at once, and a rest. */
  @Test
  void anyRowsOfAnyWidthAddThePlainProductsBits() {
    Random random = new Random(1);
    for (int n = 1; n <= 150; n++) {
      int m = 1 + random.nextInt(12);
      int k = 1 + random.nextInt(30);
      SparseRows a = SparseRowsTest.random(random, m, k);
      DenseMatrix b = random(random, k, n);
      double[] product = plain(a, b);
      int from = random.nextInt(m);
      int to = from + random.nextInt(m - from + 1);
      int at = random.nextInt(3);
      double[] before = random(random, 1, at + (to - from) * n + 1).values();
      double[] expected = before.clone();
      for (int i = 0; i < (to - from) * n; i++) {
        expected[at + i] += product[from * n + i];
      }
      for (RowSum rowSum : BOTH) {
        for (MatrixRows rows : eitherWay(b)) {
          double[] actual = before.clone();
          SparseProduct.addRows(rowSum, a, rows, from, to, MatrixRows.in(actual, at, to - from, n));
          assertBits(expected, actual);

          int end = at + (to - from) * n;
          DenseMatrix c = byRows(to - from, n, Arrays.copyOfRange(before, at, end));
          AlignedRows aligned = new AlignedRows(to - from, n);
          SparseProduct.addRows(rowSum, a, rows, from, to, aligned.copy(c));
          aligned.give(c, 0, to - from);
          assertBits(Arrays.copyOfRange(expected, at, end), c.values());
        }
      }
    }
  }

  /** Widths as above; more rows of B than a band has, and several bands. */
  @Test
  void theWholeProductHasThePlainProductsBitsWhateverWasThereBefore() {
    Random random = new Random(4);
    for (int n = 1; n <= 150; n++) {
      int m = 1 + random.nextInt(12);
      int k = 1 + random.nextInt(300);
      SparseRows a = SparseRowsTest.random(random, m, k);
      DenseMatrix b = random(random, k, n);
      double[] expected = plain(a, b);
      for (RowSum rowSum : BOTH) {
        for (MatrixRows rows : eitherWay(b)) {
          double[] actual = random(random, m, n).values();
          SparseProduct.multiply(rowSum, a, rows, actual);
          assertBits(expected, actual);
        }
      }
    }
  }

  /** Not so of a fused multiplication, nor of a sum in another order. */
  @Test
  void everyProductAndEverySumIsRounded() {
    Random random = new Random(2);
    SparseRows a = SparseRowsTest.random(random, 40, 40);
    DenseMatrix b = random(random, 40, 33);
    double[] fused = new double[40 * 33];
    double[] backwards = new double[40 * 33];
    for (int row = 0; row < 40; row++) {
      for (int j = 0; j < 33; j++) {
        for (int i = a.starts()[row]; i < a.starts()[row + 1]; i++) {
          int mirrored = a.starts()[row] + a.starts()[row + 1] - 1 - i;
          int place = row * 33 + j;
          double w = a.values()[i];
          fused[place] = Math.fma(w, b.apply(a.columns()[i], j), fused[place]);
          backwards[place] += a.values()[mirrored] * b.apply(a.columns()[mirrored], j);
        }
      }
    }
    for (RowSum rowSum : BOTH) {
      double[] c = new double[40 * 33];
      double[] whole = new double[40 * 33];
      SparseProduct.addRows(rowSum, a, MatrixRows.of(b), 0, 40, MatrixRows.in(c, 0, 40, 33));
      SparseProduct.multiply(rowSum, a, MatrixRows.of(b), whole);
      for (double[] product : List.of(c, whole)) {
        assertEquals(false, Arrays.equals(fused, product));
        assertEquals(false, Arrays.equals(backwards, product));
      }
    }
  }

  @Test
  void theVectorUnitIsUsedWhereSparkOpensIt() {
    assertInstanceOf(VectorRowSum.class, RowSum.fastest());
  }

  @Test
  void shapesThatDoNotFitAreNamed() {
    SparseRows a = SparseRowsTest.random(new Random(3), 2, 3);
    MatrixRows b = MatrixRows.in(new double[20], 0, 4, 5);
    MatrixRows c = MatrixRows.in(new double[10], 0, 2, 5);
    for (Executable product :
        List.<Executable>of(
            () -> SparseProduct.addRows(a, b, 0, 2, c),
            () -> SparseProduct.multiply(a, b, c.values()))) {
      assertEquals(
          "A B of shapes (2, 3) (4, 5)",
          assertThrows(IllegalArgumentException.class, product).getMessage());
    }
    MatrixRows fitting = MatrixRows.in(new double[15], 0, 3, 5);
    for (MatrixRows other : List.of(fitting, MatrixRows.in(new double[10], 0, 2, 4))) {
      assertEquals(
          "Rows 0 to 2 of A B into C of shape (%d, %d): they have 5 numbers each"
              .formatted(other.rows(), other.width()),
          assertThrows(
                  IllegalArgumentException.class,
                  () -> SparseProduct.addRows(a, fitting, 0, 2, other))
              .getMessage());
    }
    DenseMatrix byColumns = new DenseMatrix(3, 5, new double[15], false);
    assertEquals(
        "A matrix of shape (3, 5) is by columns: it must be by rows",
        assertThrows(IllegalArgumentException.class, () -> MatrixRows.of(byColumns)).getMessage());
  }

  /** B's rows as they are, and aligned. */
  private static List<MatrixRows> eitherWay(DenseMatrix b) {
    return List.of(MatrixRows.of(b), new AlignedRows(b.numRows(), b.numCols()).copy(b));
  }

  private static double[] plain(SparseRows a, DenseMatrix b) {
    DenseMatrix dense = byRows(a.rows(), a.width(), SparseRowsTest.dense(a));
    DenseMatrix c = byRows(a.rows(), b.numCols(), new double[a.rows() * b.numCols()]);
    new PlainProduct().multiply(dense, b, c);
    return c.values();
  }

  private static DenseMatrix byRows(int rows, int columns, double[] values) {
    return new DenseMatrix(rows, columns, values, true);
  }

  private static DenseMatrix random(Random random, int rows, int columns) {
    double[] values = new double[rows * columns];
    Arrays.setAll(values, i -> random.nextGaussian());
    return byRows(rows, columns, values);
  }

  static void assertBits(double[] expected, double[] actual) {
    assertArrayEquals(bits(expected), bits(actual));
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }
}
