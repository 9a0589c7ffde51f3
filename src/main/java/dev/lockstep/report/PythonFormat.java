package dev.lockstep.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Numbers as Python prints them: the exact value of the double, rounded half to even.
 *
 * <p>{@link String#format} rounds the shortest decimal that reads back as the double, and half up:
 * it prints 2.675 as 2.68, though the double lies below the half and Python prints 2.67.
 */
public final class PythonFormat {
  private PythonFormat() {}

  /**
   * {@code '%width.decimalsf' % value} of Python.
   *
   * @param value any double; infinities and NaN are {@code inf}, {@code -inf} and {@code nan}
   * @param width the least number of characters, filled up with spaces on the left
   * @param decimals digits after the point, 0 or more
   * @return the text
   */
  public static String fixed(double value, int width, int decimals) {
    String text = digits(Math.abs(value), decimals);
    if (Math.copySign(1, value) < 0 && !Double.isNaN(value)) {
      text = "-" + text;
    }
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  /** A count: a whole number as it is, what rows weigh with five decimals. */
  public static String count(double count) {
    return fixed(count, 0, count == Math.rint(count) ? 0 : 5);
  }

  private static String digits(double magnitude, int decimals) {
    if (Double.isNaN(magnitude)) {
      return "nan";
    }
    if (Double.isInfinite(magnitude)) {
      return "inf";
    }
    return new BigDecimal(magnitude).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }
}
