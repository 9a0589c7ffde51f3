package dev.lockstep.report;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.NumberFindings;
import dev.lockstep.evaluate.TargetScore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Of numbers, a line for each target, in its own unit:
 *
 * <pre>
 * target        rmse         mae        r2        mean
 * price      1.23457     0.98765   0.91234    21.50000
 * </pre>
 */
record NumberSection(NumberFindings found) implements EvaluationSection {
  static Optional<EvaluationSection> of(Evaluation evaluation) {
    return evaluation.find(NumberFindings.class).map(NumberSection::new);
  }

  @Override
  public String table() {
    int width = found.targets().stream().mapToInt(score -> score.target().length()).max().orElse(0);
    String layout = "%-" + Math.max(width, 6) + "s%14s%14s%10s%14s\n";
    StringBuilder text = new StringBuilder(layout.formatted("target", "rmse", "mae", "r2", "mean"));
    for (TargetScore score : found.targets()) {
      text.append(
          layout.formatted(
              score.target(),
              fixed(score.rmse()),
              fixed(score.mae()),
              fixed(score.r2()),
              fixed(score.mean())));
    }
    return text.toString();
  }

  private static String fixed(double number) {
    return PythonFormat.fixed(number, 0, 5);
  }

  @Override
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("targets", found.targets());
    return json;
  }

  @Override
  public Map<String, String> files() {
    return Map.of();
  }
}
