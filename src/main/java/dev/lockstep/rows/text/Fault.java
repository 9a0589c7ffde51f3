package dev.lockstep.rows.text;

import dev.lockstep.io.InvalidInputException;
import java.io.Serializable;

/**
 * What is wrong with a row, told once the lines before it are counted.
 *
 * @param line its line, from 1 for the first of the piece; 0 where the text is a whole message
 * @param text what is wrong, from the column on: {@code column age: 'x' is not a number}
 * @param isFatal whether it is an error even where bad rows may be skipped
 */
record Fault(long line, String text, boolean isFatal) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MOST_SHOWN = 40;

  /** A fault of a row. */
  static Fault ofRow(long line, String text) {
    return new Fault(line, text, false);
  }

  /** A fault of a value. */
  static Fault ofValue(long line, String column, String text) {
    return ofRow(line, "column " + shown(column) + ": " + text);
  }

  /** A fault that no row alone is to blame for. */
  static Fault ofFile(long line, String text) {
    return new Fault(line, text, true);
  }

  /** What has ended the reading of a file, as a whole message. */
  static Fault ofReading(String message) {
    return new Fault(0, message, true);
  }

  /**
   * A text of the file as a message may show it: in one line, not too long.
   *
   * @param text of any kind
   */
  static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(MOST_SHOWN)
        .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? 0xfffd : c)
        .forEach(shown::appendCodePoint);
    return text.codePointCount(0, text.length()) > MOST_SHOWN ? shown + "..." : shown.toString();
  }

  /**
   * What to throw.
   *
   * @param file what messages call it
   * @param before lines of the file before the piece
   */
  InvalidInputException in(String file, long before) {
    if (line == 0) {
      return new InvalidInputException(text);
    }
    String advice = isFatal ? "" : " Correct the row, or leave out such rows: --on-bad-row skip.";
    return new InvalidInputException(
        "Cannot read %s: line %d, %s.%s".formatted(file, before + line, text, advice));
  }
}
