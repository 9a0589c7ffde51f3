package dev.lockstep.table;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;

/**
 * A number as tables write it: decimal digits with or without a sign, a point and an exponent,
 * blanks around it; what {@link Double#parseDouble} makes of it, bit by bit. Neither hexadecimal
 * nor with a suffix; neither infinite nor {@code NaN}, nor so large that a double would be
 * infinite.
 */
final class DecimalNumber {
  private DecimalNumber() {}

  /**
   * Reads a number.
   *
   * @param text holds it
   * @param from its first character
   * @param length how many characters
   * @return the number nearest to it; NaN if it is none
   */
  static double parse(char[] text, int from, int length) {
    int start = from;
    int end = from + length;
    while (start < end && isBlank(text[start])) {
      start++;
    }
    while (end > start && isBlank(text[end - 1])) {
      end--;
    }
    for (int i = start; i < end; i++) {
      char c = text[i];
      // The parser knows more: "1d", "0x1p3", "Infinity", and blanks of other kinds.
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

  static double parse(String text) {
    return parse(text.toCharArray(), 0, text.length());
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
