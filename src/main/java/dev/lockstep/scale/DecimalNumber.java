package dev.lockstep.scale;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.nio.charset.StandardCharsets;

/**
 * A number as tables write it: decimal digits with or without a sign, a point and an exponent,
 * blanks around it; what {@link Double#parseDouble} makes of it, bit by bit. Neither hexadecimal
 * nor with a suffix; neither infinite nor {@code NaN}, nor so large that a double would be
 * infinite.
 */
public final class DecimalNumber {
  /** Integers of so many digits are doubles. */
  private static final int MOST_DIGITS = 15;

  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private DecimalNumber() {}

  /**
   * Reads a number.
   *
   * @param text holds it
   * @param from its first byte
   * @param length how many bytes
   * @return the number nearest to it; NaN if it is none
   */
  public static double parse(byte[] text, int from, int length) {
    double number = parsePlain(text, from, length);
    return Double.isNaN(number) ? parseAny(text, from, length) : number;
  }

  /**
   * Reads a number of at most 15 digits, with or without a point, and nothing else: integer and
   * power of ten are doubles, so that their quotient is rounded once (W. D. Clinger, "How to read
   * floating point numbers accurately", 1990). In most tables all numbers are of this kind.
   *
   * @return NaN if it is not
   */
  private static double parsePlain(byte[] text, int from, int length) {
    if (length > MOST_DIGITS) {
      return Double.NaN;
    }
    int end = from + length;
    boolean isNegative = length > 0 && text[from] == '-';
    int first = isNegative ? from + 1 : from;
    int point = -1;
    long digits = 0;
    for (int i = first; i < end; i++) {
      int digit = text[i] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = 10 * digits + digit;
      } else if (text[i] == '.' && point < 0) {
        point = i;
      } else {
        return Double.NaN;
      }
    }
    if (end - first <= (point < 0 ? 0 : 1)) {
      return Double.NaN;
    }
    double number = digits / POWERS_OF_TEN[point < 0 ? 0 : end - 1 - point];
    return isNegative ? -number : number;
  }

  private static double parseAny(byte[] text, int from, int length) {
    int start = from;
    int end = from + length;
    while (start < end && isBlank(text[start])) {
      start++;
    }
    while (end > start && isBlank(text[end - 1])) {
      end--;
    }
    for (int i = start; i < end; i++) {
      byte c = text[i];
      // The parser knows more: "1d", "0x1p3", "Infinity", blanks of other kinds, digits beyond
      // ASCII.
      if (c <= ' ' || (c > '9' && c != 'e' && c != 'E')) {
        return Double.NaN;
      }
    }
    if (start == end) {
      return Double.NaN;
    }
    try {
      double number = JavaDoubleParser.parseDouble(text, start, end - start);
      return Double.isInfinite(number) ? Double.NaN : number;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Reads a number; NaN if the text is none. */
  public static double parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return parse(bytes, 0, bytes.length);
  }

  /** Whether a text is a number in which a comma stands in the place of the point. */
  public static boolean isWithComma(String text) {
    return text.indexOf(',') >= 0
        && text.indexOf('.') < 0
        && !Double.isNaN(parse(text.replace(',', '.')));
  }

  private static boolean isBlank(byte c) {
    return c == ' ' || c == '\t';
  }
}
