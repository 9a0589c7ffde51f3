package dev.lockstep.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AxisTest {
  private static String labels(Axis axis) {
    return axis.ticks().stream().map(Axis.Tick::label).collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 100, 5, 0 20 40 60 80 100",
    "92.38, 100, 5, 92 94 96 98 100",
    "97.02, 98.1, 5, 97.0 97.5 98.0 98.5",
    "0.12, 0.13, 5, 0.120 0.122 0.124 0.126 0.128 0.130",
    "11.2, 99.9, 5, 0 20 40 60 80 100",
    "100, 100, 5, 100",
    "50, 50, 5, 50"
  })
  void aLinearScaleHoldsItsValuesBetweenRoundNumbers(
      double least, double greatest, int about, String labels) {
    Axis.Linear axis = Axis.Linear.around(least, greatest, about);
    assertTrue(labels(axis).startsWith(labels), labels(axis));
    assertTrue(axis.at(least) >= -1e-9 && axis.at(greatest) <= 1 + 1e-9);
  }

  @ParameterizedTest
  @CsvSource({"1, 0 1", "3, 0 1 2 3", "50, 0 10 20 30 40 50", "500, 0 100 200 300 400 500"})
  void aScaleOfEpochsHasWholeNumbersAndEndsWithTheLast(int last, String labels) {
    Axis.Linear axis = Axis.Linear.upTo(last, 5);
    assertEquals(labels, labels(axis));
    assertEquals(1, axis.at(last));
  }

  @ParameterizedTest
  @CsvSource({
    "0.00006, 2.3, 0.0001 0.001 0.01 0.1 1",
    "0.08, 0.3, 0.05 0.1 0.2 0.5",
    "0.2, 0.2, 0.2",
    "0.1, 1, 0.1 0.2 0.5 1",
    "1e-12, 2.3, 1e-12 1e-10 1e-8 1e-6 0.0001 0.01 1",
    "3, 700000, 10 100 1000 10000 1e5 1e6"
  })
  void aLogarithmicScaleHoldsItsValuesAndHasPowersOfTen(
      double least, double greatest, String labels) {
    Axis.Log axis = Axis.Log.around(List.of(greatest, least));
    assertTrue(labels(axis).startsWith(labels), labels(axis));
    assertTrue(axis.at(least) >= -1e-9 && axis.at(greatest) <= 1 + 1e-9);
  }

  @Test
  void aLogarithmicScaleGivesEqualRatiosEqualDistances() {
    Axis.Log axis = Axis.Log.around(List.of(0.001, 10.0));
    assertEquals(0, axis.at(0.001));
    assertEquals(0.5, axis.at(0.1), 1e-12);
    assertEquals(1, axis.at(10));
  }

  @Test
  void zeroHasTheLowEndOfALogarithmicScaleForItself() {
    Axis.Log axis = Axis.Log.around(List.of(1.0, 0.0, -0.0, 0.01));
    assertEquals("0 0.01 0.1 1", labels(axis));
    assertEquals(0, axis.at(0));
    assertEquals(0, axis.at(-0.0));
    assertEquals(0.1, axis.at(0.01), 1e-12);
  }

  @Test
  void aLogarithmicScaleOfNothingButZerosAndWhatIsNotFiniteIsAScale() {
    Axis.Log axis = Axis.Log.around(List.of(0.0, Double.NaN, Double.POSITIVE_INFINITY));
    assertEquals("0 0.1 0.2 0.5 1", labels(axis));
  }
}
