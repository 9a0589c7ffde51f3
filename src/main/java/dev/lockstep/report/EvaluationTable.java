package dev.lockstep.report;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.Metric;

/**
 * An evaluation on one screen:
 *
 * <pre>
 * accuracy             98.19 %   95 % interval 97.91 % to 98.43 %
 * cross-entropy      0.11674
 * log loss           0.11812
 * ROC AUC            0.99956     each class against the rest, mean
 * top-2 accuracy       99.42 %
 * top-3 accuracy       99.74 %
 * calibration error  0.01378     expected, 15 bins
 * </pre>
 *
 * and below them, of rows with weights, what these are together, and its {@linkplain
 * EvaluationSection sections}.
 */
public final class EvaluationTable {
  private static final String LAYOUT = "%-18s %9s   %s";

  private EvaluationTable() {}

  /** Lines, each with its end. */
  public static String of(Evaluation evaluation) {
    StringBuilder text = new StringBuilder();
    for (Metric metric : Metric.in(evaluation)) {
      double value = metric.of(evaluation);
      String shown =
          metric.format() == Metric.Format.PERCENT
              ? percent(value)
              : PythonFormat.fixed(value, 0, 5) + "  ";
      String remark =
          metric
              .interval(evaluation)
              .map(i -> "95 %% interval %s to %s".formatted(percent(i.low()), percent(i.high())))
              .orElse(metric.remark());
      text.append(
          LAYOUT.formatted(metric.title(evaluation.lossName()), shown, remark).stripTrailing());
      text.append('\n');
    }
    for (Metric metric : Metric.undefinedIn(evaluation)) {
      String title = metric.title(evaluation.lossName());
      text.append(LAYOUT.formatted(title, "-  ", "not defined on these rows")).append('\n');
    }
    if (evaluation.isWeighted()) {
      text.append(
          "All by weight: %d rows weigh %s.\n"
              .formatted(evaluation.rows(), PythonFormat.count(evaluation.score().weight())));
    }
    for (EvaluationSection section : EvaluationSection.of(evaluation)) {
      text.append('\n').append(section.table());
    }
    return text.toString();
  }

  /** A share in percent. */
  static String percent(double share) {
    return PythonFormat.fixed(share * 100, 0, 2) + " %";
  }
}
