package dev.lockstep.rows.text;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import java.io.Serializable;

/**
 * What is wrong with a row. The message is made once the lines before the piece are counted.
 *
 * @param line its line, from 1 for the first of the piece; 0 where the text is a whole message
 * @param text what is wrong, such as {@code column age: 'x' is not a number}
 * @param isFatal whether it is an error even where bad rows may be skipped
 */
record Fault(long line, String text, boolean isFatal) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A fault of a row. */
  static Fault ofRow(long line, String text) {
    return new Fault(line, text, false);
  }

  /** A fault of a value. */
  static Fault ofValue(long line, String column, String text) {
    return ofRow(line, "column " + MessageText.oneLine(column) + ": " + text);
  }

  /** A fault of a file that leaving out a row does not mend. */
  static Fault ofFile(long line, String text) {
    return new Fault(line, text, true);
  }

  /** A whole message: why a file cannot be read on. */
  static Fault ofReading(String message) {
    return new Fault(0, message, true);
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
