package dev.lockstep.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every implementation has the bits of the definition, for every shape, wherever the operands
 * stand, and touches nothing but C.
 */
@ParameterizedClass
@ValueSource(classes = {ScalarProducts.class, VectorProducts.class})
final class ExactProductsTest {
  private final Random random = new Random(1);
  private final Products products;

  /** From the end of a row to where the next one begins, at least. */
  private int gap;

  ExactProductsTest(Class<? extends Products> products) throws ReflectiveOperationException {
    this.products = products.getDeclaredConstructor().newInstance();
  }

  /** One element of a product, as it is defined. */
  private static double chain(int k, IntToDoubleFunction a, IntToDoubleFunction b) {
    double sum = 0;
    for (int p = 0; p < k; p++) {
      sum = Math.fma(a.applyAsDouble(p), b.applyAsDouble(p), sum);
    }
    return sum + 0.0;
  }

  /**
   * Numbers of different size, so that sums depend on the order and on how often they are rounded;
   * zeros of both signs; and some so small that a product of two is rounded to a zero of its sign.
   */
  private double number() {
    return switch (random.nextInt(8)) {
      case 0 -> 0.0;
      case 1 -> -0.0;
      case 2 -> random.nextGaussian() * 1e-200;
      default -> random.nextGaussian() * Math.exp(random.nextInt(10));
    };
  }

  /** Somewhere in an array of other numbers. */
  private Matrix matrix(int rows, int columns) {
    int offset = random.nextInt(4);
    int stride = columns + gap + random.nextInt(4);
    int length = offset + Math.max(0, (rows - 1) * stride) + columns + random.nextInt(4);
    double[] values = DoubleStream.generate(this::number).limit(length).toArray();
    return new Matrix(values, offset, rows, columns, stride);
  }

  private static double at(Matrix matrix, int row, int column) {
    return matrix.values()[matrix.at(row) + column];
  }

  private static Matrix copy(Matrix m) {
    return new Matrix(m.values().clone(), m.offset(), m.rows(), m.columns(), m.stride());
  }

  private static void assertBits(Matrix expected, Matrix actual, String what) {
    assertArrayEquals(bits(expected.values()), bits(actual.values()), what);
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  private void requireAllForms(int m, int k, int n) {
    String shape = "%d x %d x %d".formatted(m, k, n);
    Matrix a = matrix(m, k);
    Matrix aTransposed = matrix(k, m);
    Matrix b = matrix(k, n);
    Matrix bTransposed = matrix(n, k);
    Matrix before = matrix(m, n);
    Matrix[] operands = {copy(a), copy(aTransposed), copy(b), copy(bTransposed)};

    Matrix expected = copy(before);
    Matrix actual = copy(before);
    define(expected, k, (i, p) -> at(a, i, p), (p, j) -> at(b, p, j));
    products.multiply(a, b, actual);
    assertBits(expected, actual, "A B, " + shape);

    actual = copy(before);
    define(expected, k, (i, p) -> at(aTransposed, p, i), (p, j) -> at(b, p, j));
    products.multiplyTransposed(aTransposed, b, actual);
    assertBits(expected, actual, "A' B, " + shape);

    actual = copy(before);
    define(expected, k, (i, p) -> at(a, i, p), (p, j) -> at(bTransposed, j, p));
    products.multiplyByTransposed(a, bTransposed, actual);
    assertBits(expected, actual, "A B', " + shape);

    Matrix[] after = {a, aTransposed, b, bTransposed};
    for (int i = 0; i < after.length; i++) {
      assertBits(operands[i], after[i], "an operand of " + shape);
    }
  }

  private interface Element {
    double at(int row, int column);
  }

  private static void define(Matrix c, int k, Element a, Element b) {
    for (int i = 0; i < c.rows(); i++) {
      for (int j = 0; j < c.columns(); j++) {
        int row = i;
        int column = j;
        c.values()[c.at(i) + j] = chain(k, p -> a.at(row, p), p -> b.at(p, column));
      }
    }
  }

  /** All rests of rows and columns by whatever tile, for lengths of a chain from none on. */
  @Test
  void smallProductsAreThoseOfTheDefinition() {
    int[] lengths = {0, 1, 2, 3, 7, 13};
    for (int m = 0; m <= 18; m++) {
      for (int n = 0; n <= 58; n++) {
        requireAllForms(m, lengths[random.nextInt(lengths.length)], n);
      }
    }
    for (int length : lengths) {
      requireAllForms(5, length, 16);
      requireAllForms(9, length, 50);
    }
  }

  /** So large, or of rows so far from each other, that operands are packed; all rests again. */
  @Test
  void largeProductsAreThoseOfTheDefinition() {
    int[] lengths = {0, 1, 2, 40};
    for (int rest = 0; rest <= 26; rest++) {
      requireAllForms(14 + rest % 19, lengths[rest % 4], 190 + rest);
    }
    requireAllForms(17, 1025, 193);
    requireAllForms(130, 16, 1025);
    gap = 200;
    for (int rest = 0; rest <= 26; rest++) {
      requireAllForms(14 + rest % 9, lengths[rest % 4], 94 + rest);
    }
  }

  /** A product so small that it is rounded to -0.0 ends every chain; none may be seen. */
  @Test
  void noElementIsANegativeZero() {
    for (int n : new int[] {1, 8, 50, 300}) {
      Matrix a = Matrix.zeros(13, 200);
      Matrix b = Matrix.zeros(200, n);
      Matrix c = Matrix.zeros(13, n);
      Arrays.fill(a.values(), -1e-200);
      Arrays.fill(b.values(), 1e-200);
      products.multiply(a, b, c);
      assertArrayEquals(new long[13 * n], bits(c.values()));
    }
  }

  /** Numbers that are left out are zeros: the bits are those of the dense product. */
  @Test
  void sparseProductsAreThoseOfTheDefinition() {
    for (int n = 0; n <= 150; n++) {
      int m = random.nextInt(12);
      int k = random.nextInt(n % 10 == 0 ? 300 : 30);
      SparseRows a = SparseRowsTest.random(random, m, k);
      for (int i = 0; i < a.starts()[m]; i++) {
        a.values()[i] = number();
      }
      double[] dense = SparseRowsTest.dense(a);
      Matrix b = matrix(k, n);
      Matrix product = matrix(m, n);
      Matrix actual = copy(product);
      define(product, k, (i, p) -> dense[i * k + p], (p, j) -> at(b, p, j));
      products.multiply(a, b, actual);
      assertBits(product, actual, "%d x %d x %d".formatted(m, k, n));

      int from = random.nextInt(m + 1);
      int to = from + random.nextInt(m - from + 1);
      Matrix sum = matrix(to - from, n);
      for (int i = 0; i < sum.values().length; i++) {
        sum.values()[i] += 0.0; // C has no negative zero
      }
      actual = copy(sum);
      for (int i = from; i < to; i++) {
        for (int j = 0; j < n; j++) {
          sum.values()[sum.at(i - from) + j] += at(product, i, j);
        }
      }
      products.addRows(a, from, to, b, actual);
      assertBits(sum, actual, "rows %d to %d, %d x %d x %d".formatted(from, to, m, k, n));
    }
  }

  /** So that a run that diverges is seen: no zero of the other operand hides it. */
  @Test
  void nanReachesItsWholeRowOfTheProduct() {
    for (int n : new int[] {1, 7, 16, 33, 200}) {
      Matrix a = Matrix.zeros(n, n);
      a.values()[n / 2 * n + n / 2] = Double.NaN;
      Matrix c = Matrix.zeros(n, n);
      products.multiply(a, Matrix.zeros(n, n), c);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          assertEquals(i == n / 2, Double.isNaN(at(c, i, j)));
        }
      }
    }
  }
}
