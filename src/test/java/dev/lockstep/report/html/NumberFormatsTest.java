package dev.lockstep.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumberFormatsTest {
  @ParameterizedTest
  @CsvSource({
    "0.04, 0.0 s",
    "22.104, 22.1 s",
    "119.9, 119.9 s",
    "725, 12 min 5 s",
    "7199.6, 2 h 0 min",
    "12000, 3 h 20 min"
  })
  void durationsAreToldInTheUnitsOfTheirSize(double seconds, String expected) {
    assertEquals(expected, NumberFormats.duration(seconds).replace('\u00a0', ' '));
  }

  @Test
  void ratesAndErrorsHaveTheTablesDigits() {
    assertEquals("98.10\u00a0%", NumberFormats.percent(0.981));
    assertEquals("0.11595", NumberFormats.decimal(0.115951));
    assertEquals("–", NumberFormats.percentage(Double.NaN));
  }

  @Test
  void countsAgreeWithTheirThing() {
    assertEquals("1\u00a0row", NumberFormats.count(1, "row"));
    assertEquals("60,000\u00a0rows", NumberFormats.count(60_000, "row"));
  }
}
