package dev.lockstep.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected texts are what CPython's {@code %} operator gave. */
final class PythonFormatTest {
  @ParameterizedTest
  @CsvSource({
    "0.125, 2, '  0.12'",
    "0.375, 2, '  0.38'",
    "98.125, 2, ' 98.12'",
    "2.675, 2, '  2.67'",
    "99.995, 2, '100.00'",
    "0.5, 0, '     0'",
    "1.5, 0, '     2'",
    "1e22, 1, '10000000000000000000000.0'",
    "-0.001, 2, ' -0.00'",
    "-0.0, 2, ' -0.00'",
    "NaN, 2, '   nan'",
    "Infinity, 5, '   inf'",
    "-Infinity, 2, '  -inf'",
    "1234567.891, 2, '1234567.89'"
  })
  void numbersAreRoundedAsPythonRounds(double value, int decimals, String expected) {
    assertEquals(expected, PythonFormat.fixed(value, 6, decimals));
  }

  /** {@code ''.join('%6.2f\n' % (c / n * 100) for c in range(n + 1))}. */
  @ParameterizedTest
  @CsvSource({
    "60000, af9a8bec023fe44ba121a92ccc6693d369cad6e27acbbe65ac9c105a0aea5200",
    "10000, d37389eca9d0f888510c431194e617d3925f16976fa58115642efeb3fe272781"
  })
  void everyPossibleRateOfMnistIsPrintedAsPythonPrintsIt(int rows, String sha256) {
    StringBuilder lines = new StringBuilder();
    for (int correct = 0; correct <= rows; correct++) {
      lines.append(PythonFormat.fixed((double) correct / rows * 100, 6, 2)).append('\n');
    }
    assertEquals(sha256, DigestUtils.sha256Hex(lines.toString()));
  }
}
