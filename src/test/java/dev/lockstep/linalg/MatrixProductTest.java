package dev.lockstep.linalg;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every kernel gives A B for every layout of A and B, right to the error that any order of summing
 * allows. C need not be clean, A and B stay as they are, shapes that do not fit are refused.
 */
@ParameterizedClass
@EnumSource(value = Blas.class, mode = Mode.EXCLUDE, names = "NATIVE") // AUTO where there is one
final class MatrixProductTest {
  private static final Map<Operands, Exact> EXACT =
      Operands.samples().stream().collect(toMap(operands -> operands, Exact::of));

  private final MatrixProduct product;

  MatrixProductTest(Blas blas) {
    product = blas.kernel().product();
  }

  /** A B without an error, and |A| |B| times gamma. */
  private record Exact(List<BigDecimal> product, List<BigDecimal> bound) {
    static Exact of(Operands operands) {
      BigDecimal ku = new BigDecimal(operands.k * 0x1p-53);
      BigDecimal gamma = ku.divide(BigDecimal.ONE.subtract(ku), MathContext.DECIMAL128);
      Exact exact = new Exact(new ArrayList<>(), new ArrayList<>());
      for (int i = 0; i < operands.m; i++) {
        for (int j = 0; j < operands.n; j++) {
          BigDecimal sum = BigDecimal.ZERO;
          BigDecimal absolute = BigDecimal.ZERO;
          for (int p = 0; p < operands.k; p++) {
            BigDecimal left = new BigDecimal(operands.a(i, p));
            BigDecimal term = left.multiply(new BigDecimal(operands.b(p, j)));
            sum = sum.add(term);
            absolute = absolute.add(term.abs());
          }
          exact.product.add(sum);
          exact.bound.add(absolute.multiply(gamma));
        }
      }
      return exact;
    }
  }

  /**
   * |C - A B| is at most gamma |A| |B|, number by number, with gamma = k u / (1 - k u) and u =
   * 2^-53: what k products and sums can do to each other in whatever order, fused or not (Higham,
   * Accuracy and Stability of Numerical Algorithms, section 3.5). Both sides are computed exactly.
   */
  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void errorIsWithinTheBoundOfAnyOrderOfSumming(boolean aByRows, boolean bByRows) {
    EXACT.forEach(
        (operands, exact) -> {
          double[] c = operands.multiply(product, aByRows, bByRows);
          for (int i = 0; i < c.length; i++) {
            BigDecimal error = new BigDecimal(c[i]).subtract(exact.product.get(i)).abs();
            String place = "%d x %d x %d: %d".formatted(operands.m, operands.k, operands.n, i);
            assertTrue(error.compareTo(exact.bound.get(i)) <= 0, place);
          }
        });
  }

  /** So that a run that diverges is seen: no kernel skips the zeros of the other operand. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 33})
  void nanReachesItsWholeRowOfTheResultThroughZeros(int n) {
    double[] a = new double[n * n];
    a[n / 2 * n + n / 2] = Double.NaN;
    double[] c = new double[n * n];
    DenseMatrix zeros = new DenseMatrix(n, n, new double[n * n], true);
    product.multiply(new DenseMatrix(n, n, a, true), zeros, new DenseMatrix(n, n, c, true));
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        assertEquals(i == n / 2, Double.isNaN(c[i * n + j]));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2,3, 4,5, 2,5", "2,3, 3,5, 3,5", "2,3, 3,5, 2,4", "2,3, 3,5, 5,2"})
  void shapesThatDoNotFitAreRefusedByName(int m, int k, int bRows, int n, int cRows, int cColumns) {
    DenseMatrix a = new DenseMatrix(m, k, new double[m * k], true);
    DenseMatrix b = new DenseMatrix(bRows, n, new double[bRows * n], true);
    DenseMatrix c = new DenseMatrix(cRows, cColumns, new double[cRows * cColumns], true);
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> product.multiply(a, b, c));
    assertEquals(
        "C = A B of shapes (%d, %d) = (%d, %d) (%d, %d), C by rows"
            .formatted(cRows, cColumns, m, k, bRows, n),
        refusal.getMessage());
  }

  @Test
  void resultStoredByColumnsIsRefused() {
    DenseMatrix square = new DenseMatrix(2, 2, new double[4], true);
    DenseMatrix byColumns = new DenseMatrix(2, 2, new double[4], false);
    assertThrows(IllegalArgumentException.class, () -> product.multiply(square, square, byColumns));
  }
}
