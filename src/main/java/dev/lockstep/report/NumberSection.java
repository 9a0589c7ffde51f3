package dev.lockstep.report;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.NumberFindings;
import dev.lockstep.evaluate.number.AgreementGrid;
import dev.lockstep.evaluate.number.RowError;
import dev.lockstep.evaluate.number.TargetScore;
import dev.lockstep.evaluate.number.TargetScore.Decile;
import dev.lockstep.evaluate.number.TargetScore.Quantile;
import dev.lockstep.io.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.text.StringEscapeUtils;

/**
 * Of numbers, a line for each target, in its own unit, and quantiles of its residuals:
 *
 * <pre>
 * target           rmse           mae        r2          mean
 * price         1.23457       0.98765   0.91234      21.50000
 *
 * residuals          5%           25%           50%           75%           95%
 * price        -2.01234      -0.81234       0.01234       0.79876       2.12345
 * </pre>
 */
record NumberSection(NumberFindings found) implements EvaluationSection {
  static final Map<String, Function<NumberSection, String>> FILES =
      Map.of(
          "residuals.csv",
          NumberSection::residuals,
          "worst.csv",
          NumberSection::worst,
          "agreement.csv",
          NumberSection::agreement);

  static Optional<EvaluationSection> of(Evaluation evaluation) {
    return evaluation.find(NumberFindings.class).map(NumberSection::new);
  }

  @Override
  public String table() {
    int width = found.targets().stream().mapToInt(score -> score.target().length()).max().orElse(0);
    String name = "%-" + Math.max(width, 9) + "s";
    String layout = name + "%14s%14s%10s%14s\n";
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
    text.append('\n').append(name.formatted("residuals"));
    for (Quantile quantile : shown(found.targets().get(0))) {
      text.append("%14s".formatted((int) quantile.percent() + "%"));
    }
    for (TargetScore score : found.targets()) {
      text.append('\n').append(name.formatted(score.target()));
      for (Quantile quantile : shown(score)) {
        text.append("%14s".formatted(fixed(quantile.value())));
      }
    }
    return text.append('\n').toString();
  }

  /** The quantiles that fit on a line. */
  private static List<Quantile> shown(TargetScore score) {
    return score.residualQuantiles().stream()
        .filter(quantile -> Set.of(5.0, 25.0, 50.0, 75.0, 95.0).contains(quantile.percent()))
        .toList();
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
    return EvaluationSection.written(this, FILES);
  }

  /** A line for each target and decile of its predictions, the lowest first. */
  private String residuals() {
    StringBuilder text =
        new StringBuilder("target,decile,rows,weight,predicted,true,residual,rmse\n");
    for (TargetScore score : found.targets()) {
      for (Decile decile : score.deciles()) {
        text.append(StringEscapeUtils.escapeCsv(score.target())).append(',');
        text.append(decile.decile()).append(',');
        text.append(decile.rows()).append(',');
        text.append(Json.count(decile.weight())).append(',');
        text.append(decile.predicted()).append(',');
        text.append(decile.truth()).append(',');
        text.append(decile.residual()).append(',');
        text.append(decile.rmse()).append('\n');
      }
    }
    return text.toString();
  }

  /** A line for each of the rows with the greatest errors, target by target, the worst first. */
  private String worst() {
    StringBuilder text = new StringBuilder("target,row,true,predicted,residual\n");
    for (int k = 0; k < found.targets().size(); k++) {
      String target = StringEscapeUtils.escapeCsv(found.targets().get(k).target());
      for (RowError error : found.worst().get(k)) {
        text.append(target).append(',');
        text.append(error.row()).append(',');
        text.append(error.truth()).append(',');
        text.append(error.predicted()).append(',');
        text.append(error.residual()).append('\n');
      }
    }
    return text.toString();
  }

  /**
   * A line for each target and cell of its grid: truths and predictions from one number up to below
   * another, and how many rows.
   */
  private String agreement() {
    StringBuilder text =
        new StringBuilder("target,true_from,true_to,predicted_from,predicted_to,rows\n");
    for (int k = 0; k < found.targets().size(); k++) {
      String target = StringEscapeUtils.escapeCsv(found.targets().get(k).target());
      AgreementGrid grid = found.grids().get(k);
      for (AgreementGrid.Cell cell : grid.cells()) {
        text.append(target).append(',');
        text.append(grid.edge(cell.truth())).append(',');
        text.append(grid.edge(cell.truth() + 1)).append(',');
        text.append(grid.edge(cell.predicted())).append(',');
        text.append(grid.edge(cell.predicted() + 1)).append(',');
        text.append(cell.rows()).append('\n');
      }
    }
    return text.toString();
  }
}
