package dev.lockstep.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Formulas over runs of numbers have the same bits on the vector unit and off it. */
final class ElementwiseTest {
  private static final List<Elementwise> BOTH =
      List.of(new Elementwise() {}, new VectorElementwise());

  private final Random random = new Random(1);

  private double[] numbers(int n) {
    return random.doubles(n, -1, 1).toArray();
  }

  /** Lengths below a register's, whole ones, several, and a rest; at any place of either array. */
  @Test
  void everyOperationIsRoundedAndNothingElseIsTouched() {
    for (int length = 0; length <= 70; length++) {
      double a = random.nextDouble();
      double b = random.nextGaussian();
      int from = random.nextInt(5);
      int to = from + length;
      int at = random.nextInt(5);
      double[] x = numbers(to + random.nextInt(3));
      double[] m = numbers(at + to + random.nextInt(3));
      double[] sums = m.clone();
      double[] squares = m.clone();
      double[] multiples = m.clone();
      for (int j = from; j < to; j++) {
        double product = b * x[j];
        double square = product * x[j];
        double kept = a * m[at + j];
        sums[at + j] = kept + product;
        squares[at + j] = kept + square;
        multiples[at + j] = multiples[at + j] + product;
      }
      for (Elementwise formulas : BOTH) {
        double[] one = m.clone();
        formulas.decay(a, one, at, b, x, from, to);
        assertArrayEquals(sums, one);
        double[] two = m.clone();
        formulas.decaySquares(a, two, at, b, x, from, to);
        assertArrayEquals(squares, two);
        double[] three = m.clone();
        formulas.add(b, x, from, to, three, at);
        assertArrayEquals(multiples, three);
      }
    }
  }

  /** A fused multiplication, which rounds once, would give other bits: the law above tells. */
  @Test
  void aFusedMultiplicationHasOtherBits() {
    double[] x = numbers(64);
    double[] y = numbers(64);
    double[] fused = y.clone();
    Arrays.setAll(fused, j -> Math.fma(0.3, x[j], fused[j]));
    new VectorElementwise().add(0.3, x, 0, 64, y, 0);
    assertNotEquals(-1, Arrays.mismatch(fused, y));
  }

  @Test
  void ratiosAreRoundedToo() {
    for (int length = 0; length <= 70; length++) {
      int from = random.nextInt(5);
      int to = from + length;
      double[] w = numbers(to + 2);
      double[] m = numbers(to + 2);
      double[] v = random.doubles(to + 2).toArray();
      double[] expected = w.clone();
      for (int i = from; i < to; i++) {
        double divisor = Math.sqrt(v[i]) * 1.1;
        divisor = divisor + 1e-8;
        double dividend = 0.3 * m[i];
        double ratio = dividend / divisor;
        expected[i] = w[i] - ratio;
      }
      for (Elementwise formulas : BOTH) {
        double[] actual = w.clone();
        formulas.subtractRatio(actual, 0.3, m, v, 1.1, 1e-8, from, to);
        assertArrayEquals(expected, actual);
      }
    }
  }

  /** From all sizes, and beside the bounds at which its exponential is taken otherwise. */
  @Test
  void logisticsAreThoseOfStrictMath() {
    double[] u = random.doubles(200_000, -1, 1).map(x -> x * StrictMath.exp(40 * x)).toArray();
    int at = 0;
    for (double bound : new double[] {0, 0x1p-28, 0.5, 1, 1.5, 2.5, 700 / StrictMath.log(2)}) {
      for (double near : new double[] {bound * StrictMath.log(2), bound}) {
        for (int ulps = -400; ulps <= 400; ulps++) {
          u[at++] = near + ulps * Math.ulp(near);
          u[at++] = -u[at - 2];
        }
      }
    }
    for (double number : new double[] {745, 746, 1e300, Double.POSITIVE_INFINITY, Double.NaN}) {
      u[at++] = number;
      u[at++] = -number;
    }
    long reduced = 0x3fd62e4300000000L;
    for (long bits = reduced - 2000; bits < reduced + 2000; bits++) {
      u[at++] = -Double.longBitsToDouble(bits);
    }
    double[] expected = new double[u.length];
    Arrays.setAll(expected, i -> 1 / (1 + StrictMath.exp(-u[i])));
    for (Elementwise formulas : BOTH) {
      double[] z = new double[u.length];
      formulas.logistic(u, z, 0, 1);
      formulas.logistic(u, z, 1, u.length);
      assertArrayEquals(expected, z);
    }
    for (Elementwise formulas : BOTH) { // many at once, so that it is compiled
      for (int times = 0; times < 50; times++) {
        double[] z = u.clone();
        formulas.logistic(z, z, 0, z.length);
        assertArrayEquals(expected, z);
      }
    }
  }

  /** The tests' JVM has the vector module, as submit.sh's has. */
  @Test
  void theVectorUnitIsUsedWhereThereIsOne() {
    assertInstanceOf(VectorElementwise.class, Elementwise.fastest());
  }
}
