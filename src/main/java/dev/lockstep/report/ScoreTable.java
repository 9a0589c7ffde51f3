package dev.lockstep.report;

import dev.lockstep.evaluate.ClassScore;
import java.util.List;
import java.util.stream.Stream;

/**
 * How well each of some classes or labels is told, a line each, and the means:
 *
 * <pre>
 * class      precision    recall        f1   support
 * 0            98.68 %   99.29 %   98.98 %       980
 * 1            98.95 %   99.38 %   99.16 %      1135
 * ...
 * macro        98.19 %   98.17 %   98.18 %     10000
 * weighted     98.19 %   98.19 %   98.19 %     10000
 * </pre>
 */
final class ScoreTable {
  /** The mean, each of the same weight. */
  static final String MACRO = "macro";

  /** The mean, each weighted by its support. */
  static final String WEIGHTED = "weighted";

  private ScoreTable() {}

  /** Lines, each with its end. */
  static String of(
      String what,
      List<String> names,
      List<ClassScore> scores,
      ClassScore macro,
      ClassScore weighted) {
    int width =
        Stream.concat(names.stream(), Stream.of(WEIGHTED)).mapToInt(String::length).max().orElse(0);
    String layout = "%-" + width + "s  %10s%10s%10s%10s\n";
    StringBuilder text = new StringBuilder();
    text.append(layout.formatted(what, "precision", "recall", "f1", "support"));
    for (int k = 0; k < scores.size(); k++) {
      text.append(line(layout, names.get(k), scores.get(k)));
    }
    text.append(line(layout, MACRO, macro));
    text.append(line(layout, WEIGHTED, weighted));
    return text.toString();
  }

  private static String line(String layout, String name, ClassScore score) {
    return layout.formatted(
        name,
        EvaluationTable.percent(score.precision()),
        EvaluationTable.percent(score.recall()),
        EvaluationTable.percent(score.f1()),
        PythonFormat.count(score.support()));
  }
}
