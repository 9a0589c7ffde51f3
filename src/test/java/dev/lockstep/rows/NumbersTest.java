package dev.lockstep.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.apache.commons.lang3.SerializationUtils;
import org.apache.spark.util.SizeEstimator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kept numbers come back to the last bit; decimals take few bits, whatever takes their place. */
final class NumbersTest {
  /** Numbers that a decimal may be taken for, or that integers hold with a loss. */
  private static final double[] AWKWARD = {
    -0.0,
    Double.NaN,
    Double.NEGATIVE_INFINITY,
    Double.MAX_VALUE,
    Double.MIN_VALUE,
    Math.nextUp(0.5),
    1 / 3.0,
    0.1 + 0.2,
    0x1p51,
    0x1p51 + 0.5,
    0x1p53 - 1,
    0x1p53 + 2,
    0x1p63,
    -0x1p63,
    1e17,
    1e22,
    Double.parseDouble("1e23"),
    1e-22,
    1e-23,
    12345678.90123
  };

  private static double[] decimals(long seed, int count, int digits, double range) {
    Random random = new Random(seed);
    return random
        .doubles(count, -range, range)
        .map(x -> Double.parseDouble(String.format(Locale.ROOT, "%." + digits + "f", x)))
        .map(x -> x == 0 ? 0 : x)
        .toArray();
  }

  private static void assertComeBack(double[] numbers) {
    Numbers kept = SerializationUtils.clone(Numbers.of(numbers, numbers.length));
    for (int from = 0; from <= numbers.length; from += 1 + numbers.length / 9) {
      int count = (numbers.length - from) * 7 / 8;
      double[] x = new double[count + 2];
      x[count + 1] = 42;
      kept.read(from, count, x, 1);
      for (int i = 0; i < count; i++) {
        assertEquals(
            Double.doubleToRawLongBits(numbers[from + i]), Double.doubleToRawLongBits(x[i + 1]));
      }
      assertEquals(42, x[count + 1]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 9, 12, 17})
  void decimalsOfAnyLengthComeBack(int digits) {
    for (double range : new double[] {1e-3, 1, 1e3, 1e9}) {
      for (int count : new int[] {0, 1, 2, 63, 64, 65, 1000}) {
        assertComeBack(decimals(digits, count, digits, range));
      }
    }
  }

  @Test
  void oneAwkwardNumberAmongDecimalsComesBackAndSoDoTheOthers() {
    for (double awkward : AWKWARD) {
      for (int place : new int[] {0, 1, 50, 99}) {
        double[] numbers = decimals(3, 100, 2, 100);
        numbers[place] = awkward;
        assertComeBack(numbers);
      }
      assertComeBack(new double[] {awkward});
      assertComeBack(new double[] {awkward, awkward, 0, awkward, 1});
    }
  }

  /** Just under and above the greatest integer that may be multiplied further. */
  @Test
  void decimalsComeBackThatAreNearTheGreatestWhenALaterOneHasMoreDigits() {
    for (double large : new double[] {22517998136852.0, 22517998136853.0, 2251799813685248.0}) {
      for (double near : new double[] {large, -large, large - 1, large + 1}) {
        assertComeBack(new double[] {near, 0.01, near + 5});
        assertComeBack(new double[] {near, near + 0.5, 0.01});
      }
    }
  }

  @Test
  void anyBitsComeBack() {
    Random random = new Random(5);
    for (int i = 0; i < 1000; i++) {
      assertComeBack(
          DoubleStream.generate(() -> Double.longBitsToDouble(random.nextLong()))
              .limit(1 + i % 5)
              .toArray());
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 255, 8", "0, 1, 1", "5, 99999, 17", "2, 99, 7", "3, 0, 1", "1, 4294967295, 32"})
  void decimalsTakeTheBitsOfTheirRange(int digits, long most, int bits) {
    double[] numbers = new double[10_000];
    double power = Math.pow(10, digits);
    Arrays.setAll(numbers, i -> (-7 + most * i / 9999) / power);
    Numbers kept = Numbers.of(numbers, numbers.length);
    assertInstanceOf(Decimals.class, kept);
    long bytes = SizeEstimator.estimate(kept);
    assertTrue(Math.abs(bytes - 10_000 * bits / 8) < 80, () -> bytes + " bytes");
    assertComeBack(numbers);
  }

  @Test
  void numbersOfALargerRangeStayDoubles() {
    assertInstanceOf(Doubles.class, Numbers.of(new double[] {0, 0x1p32}, 2));
    assertInstanceOf(Doubles.class, Numbers.of(new double[] {1 / 3.0}, 1));
  }
}
