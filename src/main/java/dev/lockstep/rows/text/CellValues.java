package dev.lockstep.rows.text;

import dev.lockstep.scale.DecimalNumber;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the text of a cell means.
 *
 * @param missing the texts that stand for no value; an empty text always does
 * @param decimal what stands before the fraction of a number
 */
record CellValues(Set<String> missing, char decimal) implements Serializable {
  private static final long serialVersionUID = 1L;
  static final char POINT = '.';
  private static final Set<String> TRUE = Set.of("true", "yes", "t");
  private static final Set<String> FALSE = Set.of("false", "no", "f");

  static CellValues of(TableOptions options) {
    return new CellValues(
        Set.copyOf(options.get(TableOptions.NA)), options.get(TableOptions.DECIMAL));
  }

  /** Whether a text stands for no value. */
  boolean isMissing(String text) {
    String word = text.strip();
    return word.isEmpty() || missing.contains(word);
  }

  /**
   * Reads a number.
   *
   * @return NaN if it is none
   */
  double number(String text) {
    return DecimalNumber.parse(withPoint(text));
  }

  /** A number as it would be written with a point; the same text with a point in it is none. */
  String withPoint(String number) {
    return decimal == POINT
        ? number
        : number.indexOf(POINT) < 0 ? number.replace(decimal, POINT) : "";
  }

  /**
   * Reads true, yes and t as 1, false, no and f as 0, in any case.
   *
   * @return NaN if it is none of them
   */
  static double truth(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    return TRUE.contains(word) ? 1 : FALSE.contains(word) ? 0 : Double.NaN;
  }

  boolean isNumber(String text) {
    return !Double.isNaN(number(text));
  }

  /** Whether a column holds true and false, some of them maybe as 1 and 0, and nothing else. */
  boolean areTruths(List<String> cells) {
    boolean hasTruth = false;
    for (String cell : cells) {
      boolean isTruth = !Double.isNaN(truth(cell));
      double number = number(cell);
      if (!isTruth && number != 0 && number != 1 && !isMissing(cell)) {
        return false;
      }
      hasTruth |= isTruth;
    }
    return hasTruth;
  }
}
