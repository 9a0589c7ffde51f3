package dev.lockstep.report;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.Mistake;
import org.apache.commons.text.StringEscapeUtils;

/**
 * {@code misclassified.csv}: a line for each row that was classified wrongly, the most confident
 * mistake first; at most {@link Evaluation#MOST_MISTAKES}.
 */
public final class MisclassifiedCsv {
  private static final String HEADER = "row,true,predicted,confidence\n";

  private MisclassifiedCsv() {}

  /**
   * Writes the mistakes.
   *
   * @param evaluation what was found
   * @return the file's text
   */
  public static String of(Evaluation evaluation) {
    StringBuilder text = new StringBuilder(HEADER);
    for (Mistake mistake : evaluation.mistakes()) {
      text.append(mistake.row()).append(',');
      text.append(name(evaluation, mistake.truth())).append(',');
      text.append(name(evaluation, mistake.predicted())).append(',');
      text.append(mistake.confidence()).append('\n');
    }
    return text.toString();
  }

  private static String name(Evaluation evaluation, int k) {
    return StringEscapeUtils.escapeCsv(evaluation.classes().name(k));
  }
}
