package dev.lockstep.rows.text;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import dev.lockstep.scale.DecimalNumber;
import java.io.Serializable;

/**
 * Why a row is left out, or what is wrong with it. The message is made once the lines before the
 * piece are counted.
 *
 * @param line its line, from 1 for the first of the piece; 0 where the text is a whole message
 * @param text what is wrong, such as {@code column age: 'x' is not a number}
 * @param kind what is done about it
 */
record Fault(long line, String text, Kind kind) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What follows a number that {@code --scale unit} cannot take. */
  static final String NO_BYTE = "is not a whole number from 0 to 255, as --scale unit needs";

  /** What is done about a fault. */
  enum Kind {
    /** The row is left out. */
    MISSING,
    /** As the next; or else its column does not hold numbers, if it has many of these. */
    WORD,
    /** It is an error, or the row is left out where bad rows may be skipped. */
    BAD,
    /** It is an error. */
    FATAL
  }

  /** Why a row is left out that is not bad: a value is missing. */
  static Fault ofMissing(long line, String text) {
    return new Fault(line, text, Kind.MISSING);
  }

  /** A fault of a row. */
  static Fault ofRow(long line, String text) {
    return new Fault(line, text, Kind.BAD);
  }

  /** A word among numbers. */
  static Fault ofWord(long line, String column, String text) {
    return new Fault(line, ofValue(line, column, text).text, Kind.WORD);
  }

  /** A fault of a value. */
  static Fault ofValue(long line, String column, String text) {
    return ofRow(line, "column " + MessageText.oneLine(column) + ": " + text);
  }

  /** A fault of a file that leaving out a row does not remove. */
  static Fault ofFile(long line, String text) {
    return new Fault(line, text, Kind.FATAL);
  }

  /** A whole message: why a file cannot be read on. */
  static Fault ofReading(String message) {
    return new Fault(0, message, Kind.FATAL);
  }

  /** The same in another line. */
  Fault at(long other) {
    return new Fault(other, text, kind);
  }

  /** Whether it is no error anywhere. */
  boolean isMissing() {
    return kind == Kind.MISSING;
  }

  /** Whether rows after it have to be seen to know what it is. */
  boolean isWord() {
    return kind == Kind.WORD;
  }

  /** Whether it is an error even where bad rows may be skipped. */
  boolean isFatal() {
    return kind == Kind.FATAL;
  }

  /**
   * What to throw.
   *
   * @param file what messages call it
   * @param before lines of the file before the piece
   * @param mayBeHeaded whether a first line may be a header
   */
  InvalidInputException in(String file, long before, boolean mayBeHeaded) {
    if (line == 0) {
      return new InvalidInputException(text);
    }
    String advice =
        isFatal()
            ? ""
            : " Correct the row, or leave out such rows: --on-bad-row skip."
                + (mayBeHeaded && before + line == 1 ? " If it names columns: --header yes." : "");
    return new InvalidInputException(
        "Cannot read %s: line %d, %s.%s".formatted(file, before + line, text, advice));
  }

  /** Why a text is no number, or neither true nor false, and what to do about it. */
  static String noNumber(String text, boolean isOther) {
    return "'%s' is %s%s"
        .formatted(
            MessageText.oneLine(text),
            isOther ? "neither true nor false" : "not a finite number",
            DecimalNumber.isWithComma(text)
                ? " (--decimal , may read it)"
                : " (if it stands for a missing value: --na; if the column holds words: --categories)");
  }
}
