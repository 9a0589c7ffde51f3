package dev.lockstep.report;

import dev.lockstep.evaluate.ClassScore;
import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.Metric;
import java.util.List;
import java.util.stream.Stream;

/**
 * An evaluation on one screen:
 *
 * <pre>
 * accuracy            98.19 %   95 % interval 97.91 % to 98.43 %
 * cross-entropy     0.11674
 * top-2 accuracy      99.42 %
 * top-3 accuracy      99.74 %
 * calibration error 0.01378     expected, 15 bins
 *
 * class      precision    recall        f1   support
 * 0            98.68 %   99.29 %   98.98 %       980
 * 1            98.95 %   99.38 %   99.16 %      1135
 * ...
 * macro        98.19 %   98.17 %   98.18 %     10000
 * weighted     98.19 %   98.19 %   98.19 %     10000
 * </pre>
 */
public final class EvaluationTable {
  private static final String MACRO = "macro";
  private static final String WEIGHTED = "weighted";

  private EvaluationTable() {}

  /** Lines, each with its end. */
  public static String of(Evaluation evaluation) {
    StringBuilder text = new StringBuilder();
    for (Metric metric : Metric.values()) {
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
      text.append("%-17s %9s   %s".formatted(metric.title(), shown, remark).stripTrailing());
      text.append('\n');
    }
    text.append('\n');
    classes(text, evaluation);
    return text.toString();
  }

  private static void classes(StringBuilder text, Evaluation evaluation) {
    List<String> names = evaluation.classes().names();
    int width =
        Stream.concat(names.stream(), Stream.of(WEIGHTED)).mapToInt(String::length).max().orElse(0);
    String layout = "%-" + width + "s  %10s%10s%10s%10s\n";
    text.append(layout.formatted("class", "precision", "recall", "f1", "support"));
    List<ClassScore> scores = evaluation.classScores();
    for (int k = 0; k < scores.size(); k++) {
      score(text, layout, names.get(k), scores.get(k));
    }
    score(text, layout, MACRO, evaluation.macro());
    score(text, layout, WEIGHTED, evaluation.weighted());
  }

  private static void score(StringBuilder text, String layout, String name, ClassScore score) {
    text.append(
        layout.formatted(
            name,
            percent(score.precision()),
            percent(score.recall()),
            percent(score.f1()),
            score.support()));
  }

  private static String percent(double share) {
    return PythonFormat.fixed(share * 100, 0, 2) + " %";
  }
}
