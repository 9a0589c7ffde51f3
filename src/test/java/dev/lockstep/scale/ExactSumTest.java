package dev.lockstep.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class ExactSumTest {
  private static double sum(double... terms) {
    ExactSum sum = new ExactSum();
    DoubleStream.of(terms).forEach(sum::add);
    return sum.value();
  }

  @Test
  void nothingIsLostBetweenTheGreatestAndTheLeast() {
    assertEquals(Double.MIN_VALUE, sum(1e308, Double.MIN_VALUE, -1e308));
    assertEquals(1, sum(1, 1e-320));
    assertEquals(Math.nextUp(1.0), sum(1, 0x1p-53, Double.MIN_VALUE));
    assertEquals(1, sum(1, 0x1p-53), "a half goes to the even one");
    assertEquals(0, sum());
    assertEquals(Double.POSITIVE_INFINITY, sum(Double.MAX_VALUE, Double.MAX_VALUE));
  }

  @Test
  void whatIsNotFiniteStays() {
    assertEquals(Double.NEGATIVE_INFINITY, sum(1, Double.NEGATIVE_INFINITY, 5));
    assertEquals(Double.NaN, sum(1, Double.NaN));
    assertEquals(Double.NaN, sum(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
    ExactSum infinite = new ExactSum();
    infinite.add(Double.POSITIVE_INFINITY);
    for (double other : List.of(0.0, 1.0)) {
      ExactSum sum = new ExactSum();
      sum.add(other);
      sum.add(infinite);
      assertEquals(Double.POSITIVE_INFINITY, sum.value());
    }
  }

  /** Of numbers of any size, in two sums that are added up. */
  @Test
  void theValueIsTheNearestDoubleOfTheSum() {
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      ExactSum sum = new ExactSum();
      ExactSum other = new ExactSum();
      BigDecimal exact = BigDecimal.ZERO;
      for (int i = 0; i < 50; i++) {
        double x = Math.scalb(random.nextDouble() - 0.3, random.nextInt(round + 1) - round / 2);
        (i % 3 == 0 ? other : sum).add(x);
        exact = exact.add(new BigDecimal(x));
      }
      sum.add(other);
      assertEquals(exact.doubleValue(), sum.value());
    }
    assertEquals(0, new ExactSum().value());
  }
}
