package dev.lockstep.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A multiple is added with the same bits on the vector unit and off it. */
final class AxpyTest {
  private static final List<Axpy> BOTH = List.of(Axpy::plain, new VectorAxpy());

  private static double[] random(Random random, int n) {
    return random.doubles(n, -1, 1).toArray();
  }

  /** Lengths below a register's, whole ones, several, and a rest; at any place of either array. */
  @Test
  void everyProductAndEverySumIsRoundedAndNothingElseIsTouched() {
    Random random = new Random(1);
    for (int length = 0; length <= 70; length++) {
      double alpha = random.nextGaussian();
      int from = random.nextInt(5);
      int at = random.nextInt(5);
      double[] x = random(random, from + length + random.nextInt(3));
      double[] before = random(random, at + from + length + random.nextInt(3));
      double[] expected = before.clone();
      for (int j = from; j < from + length; j++) {
        double product = alpha * x[j];
        expected[at + j] = expected[at + j] + product;
      }
      for (Axpy axpy : BOTH) {
        double[] y = before.clone();
        axpy.add(alpha, x, from, from + length, y, at);
        assertArrayEquals(expected, y);
      }
    }
  }

  /** A fused multiplication, which rounds once, would give other bits: the law above tells. */
  @Test
  void aFusedMultiplicationHasOtherBits() {
    Random random = new Random(2);
    double[] x = random(random, 64);
    double[] y = random(random, 64);
    double[] fused = y.clone();
    Arrays.setAll(fused, j -> Math.fma(0.3, x[j], fused[j]));
    Axpy.plain(0.3, x, 0, 64, y, 0);
    assertNotEquals(-1, Arrays.mismatch(fused, y));
  }

  /** The tests' JVM has the vector module, as submit.sh's has. */
  @Test
  void theVectorUnitIsUsedWhereThereIsOne() {
    assertInstanceOf(VectorAxpy.class, Axpy.fastest());
  }
}
