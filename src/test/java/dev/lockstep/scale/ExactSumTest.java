package dev.lockstep.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ExactSumTest {
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
