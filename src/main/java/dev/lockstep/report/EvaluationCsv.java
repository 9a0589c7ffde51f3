package dev.lockstep.report;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.Mistake;
import org.apache.commons.text.StringEscapeUtils;

/** An evaluation's tables as CSV files. */
public final class EvaluationCsv {
  private EvaluationCsv() {}

  /**
   * {@code confusion.csv}: a line for each true class, a column for each predicted one, the names
   * of the classes before and above the counts.
   */
  public static String confusion(Evaluation evaluation) {
    int classes = evaluation.classes().size();
    StringBuilder text = new StringBuilder("true\\predicted");
    for (int j = 0; j < classes; j++) {
      text.append(',').append(name(evaluation, j));
    }
    text.append('\n');
    for (int i = 0; i < classes; i++) {
      text.append(name(evaluation, i));
      for (int j = 0; j < classes; j++) {
        text.append(',').append(evaluation.confusion().count(i, j));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /**
   * {@code misclassified.csv}: a line for each row that was classified wrongly, the most confident
   * mistake first; at most {@link Evaluation#MOST_MISTAKES}.
   */
  public static String misclassified(Evaluation evaluation) {
    StringBuilder text = new StringBuilder("row,true,predicted,confidence\n");
    for (Mistake mistake : evaluation.mistakes()) {
      text.append(
          "%s,%s,%s,%s\n"
              .formatted(
                  mistake.row(),
                  name(evaluation, mistake.truth()),
                  name(evaluation, mistake.predicted()),
                  mistake.confidence()));
    }
    return text.toString();
  }

  private static String name(Evaluation evaluation, int k) {
    return StringEscapeUtils.escapeCsv(evaluation.classes().name(k));
  }
}
