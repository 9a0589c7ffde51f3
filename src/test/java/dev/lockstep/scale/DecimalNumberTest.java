package dev.lockstep.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DecimalNumberTest {
  private static void assertSame(String text) {
    assertEquals(
        Double.doubleToRawLongBits(Double.parseDouble(text)),
        Double.doubleToRawLongBits(DecimalNumber.parse(text)),
        text);
  }

  @Test
  void numbersHaveTheBitsThatJavaGivesThem() {
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      double any = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(any)) {
        assertSame(Double.toString(any));
        assertSame(new BigDecimal(any).round(new java.math.MathContext(25)).toString());
      }
      assertSame(String.format(Locale.ROOT, "%." + i % 12 + "f", random.nextGaussian() * 1e3));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+7",
        "007",
        "5.",
        ".5",
        "-.5e-3",
        "1E5",
        "1e+05",
        "4.9e-324",
        "1e-400",
        "1.7976931348623157e308",
        "9007199254740993",
        "123456789012345678901234567890"
      })
  void decimalNumbersAreRead(String text) {
    assertSame(text);
    assertSame(" \t" + text + " ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "-",
        "+",
        "e5",
        "1e",
        "1e+",
        "1 2",
        "1,5",
        "1d",
        "1f",
        "0x10",
        "0x1p3",
        "NaN",
        "nan",
        "inf",
        "Infinity",
        "-Infinity",
        "1e999",
        "-1e999",
        "1_000",
        "--1",
        "1.2.3",
        "\u00001",
        "1\u0001",
        "\u0661",
        "NA"
      })
  void nothingElseIsANumber(String text) {
    assertTrue(Double.isNaN(DecimalNumber.parse(text)), text);
  }
}
