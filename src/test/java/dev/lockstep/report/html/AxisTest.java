package dev.lockstep.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AxisTest {
  private static void assertTicks(String expected, Axis axis) {
    assertEquals(expected, axis.ticks().stream().map(axis::label).collect(Collectors.joining(" ")));
  }

  private static void assertHolds(Axis axis, double least, double greatest) {
    assertTrue(axis.at(least) >= -1e-9 && axis.at(greatest) <= 1 + 1e-9);
    assertEquals(0, axis.at(axis.low()));
    assertEquals(1, axis.at(axis.high()));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 100, 0 20 40 60 80 100",
    "92.38, 100, 92 94 96 98 100",
    "97.02, 98.1, 97.0 97.5 98.0 98.5",
    "0.12, 0.13, 0.120 0.122 0.124 0.126 0.128 0.130",
    "11.2, 99.9, 0 20 40 60 80 100",
    "100, 100, 100 120",
    "50, 50, 50 60"
  })
  void aLinearAxisHoldsItsValuesBetweenRoundNumbers(double least, double greatest, String labels) {
    Axis axis = Axis.linear(least, greatest);
    assertTicks(labels, axis);
    assertHolds(axis, least, greatest);
  }

  @ParameterizedTest
  @CsvSource({"1, 0 1", "3, 0 1 2 3", "52, 0 20 40", "500, 0 100 200 300 400 500"})
  void anAxisOfEpochsHasWholeNumbersAndEndsWithTheLast(int last, String labels) {
    Axis axis = Axis.upTo(last);
    assertTicks(labels, axis);
    assertHolds(axis, 0, last);
  }

  @ParameterizedTest
  @CsvSource({
    "0.00006, 2.3, 0.0001 0.001 0.01 0.1 1",
    "0.08, 0.3, 0.05 0.1 0.2 0.5",
    "0.2, 0.2, 0.2 0.5",
    "0.1, 1, 0.1 0.2 0.5 1",
    "1e-12, 2.3, 1e-12 1e-10 1e-8 1e-6 0.0001 0.01 1",
    "3, 700000, 10 100 1000 10000 1e5 1e6"
  })
  void aLogarithmicAxisHoldsItsValuesAndHasPowersOfTen(
      double least, double greatest, String labels) {
    Axis axis = Axis.log(List.of(greatest, least));
    assertTicks(labels, axis);
    assertHolds(axis, least, greatest);
  }

  @Test
  void equalRatiosAreEqualDistancesAndWhatIsNotPositiveLiesAtTheLowEnd() {
    Axis axis = Axis.log(List.of(0.001, 10.0, 0.0));
    assertEquals(0.5, axis.at(0.1), 1e-12);
    assertEquals(0, axis.at(0));
    assertTicks("0.1 0.2 0.5 1", Axis.log(List.of(0.0, Double.NaN, Double.POSITIVE_INFINITY)));
  }
}
