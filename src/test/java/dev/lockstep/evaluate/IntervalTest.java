package dev.lockstep.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IntervalTest {
  @ParameterizedTest
  @CsvSource({
    "1, 2",
    "1, 10",
    "9, 10",
    "500, 1000",
    "9819, 10000",
    "59999, 60000",
    "1, 1000000000"
  })
  void wilsonsIntervalIsThatOfCommonsMath(int successes, int trials) {
    ConfidenceInterval expected = new WilsonScoreInterval().createInterval(trials, successes, 0.95);
    Interval interval = Interval.wilson(successes, trials);
    assertEquals(expected.getLowerBound(), interval.low(), 1e-14);
    assertEquals(expected.getUpperBound(), interval.high(), 1e-14);
  }

  @Test
  void noneAndAllGiveBoundsOfExactlyZeroAndOne() {
    for (long trials : new long[] {1, 3, 10, 1000, 10_000_000_000L}) {
      assertEquals(0, Interval.wilson(0, trials).low());
      assertEquals(1, Interval.wilson(trials, trials).high());
    }
  }
}
