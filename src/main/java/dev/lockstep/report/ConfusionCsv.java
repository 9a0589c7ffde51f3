package dev.lockstep.report;

import dev.lockstep.evaluate.ConfusionMatrix;
import dev.lockstep.rows.Classes;
import org.apache.commons.text.StringEscapeUtils;

/**
 * {@code confusion.csv}: a line for each true class, a column for each predicted one, the names of
 * the classes before and above the counts.
 */
public final class ConfusionCsv {
  private ConfusionCsv() {}

  /**
   * Writes a matrix.
   *
   * @param matrix the counts
   * @param classes their names
   * @return the file's text
   */
  public static String of(ConfusionMatrix matrix, Classes classes) {
    StringBuilder text = new StringBuilder("true\\predicted");
    for (String name : classes.names()) {
      text.append(',').append(StringEscapeUtils.escapeCsv(name));
    }
    text.append('\n');
    for (int i = 0; i < matrix.classes(); i++) {
      text.append(StringEscapeUtils.escapeCsv(classes.name(i)));
      for (int j = 0; j < matrix.classes(); j++) {
        text.append(',').append(matrix.count(i, j));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
