package dev.lockstep.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plain product has the bits of its definition for every layout: that is what it is for. */
final class PlainProductTest {
  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void sumsGoFromLeftToRightAndRoundEveryTime(boolean aByRows, boolean bByRows) {
    MatrixProduct plain = Blas.PLAIN.kernel().product();
    boolean orderMatters = false;
    for (Operands operands : Operands.samples()) {
      double[] c = operands.multiply(plain, aByRows, bByRows);
      assertArrayEquals(sums(operands, false), c);
      orderMatters |= !Arrays.equals(sums(operands, true), c);
    }
    assertTrue(orderMatters, "the samples cannot tell one order from another");
  }

  private static double[] sums(Operands operands, boolean fromTheRight) {
    double[] c = new double[operands.m * operands.n];
    for (int i = 0; i < operands.m; i++) {
      for (int j = 0; j < operands.n; j++) {
        double sum = 0;
        for (int p = 0; p < operands.k; p++) {
          int place = fromTheRight ? operands.k - 1 - p : p;
          double rounded = operands.a(i, place) * operands.b(place, j);
          sum = sum + rounded;
        }
        c[i * operands.n + j] = sum;
      }
    }
    return c;
  }
}
