package dev.lockstep.report;

import dev.lockstep.evaluate.AgreementFindings;
import dev.lockstep.evaluate.AgreementFindings.OfTarget;
import dev.lockstep.evaluate.AgreementGrid;
import dev.lockstep.evaluate.Evaluation;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.text.StringEscapeUtils;

/** Of predicted numbers beside the true ones: a file alone. */
record AgreementSection(AgreementFindings found) implements EvaluationSection {
  static Optional<EvaluationSection> of(Evaluation evaluation) {
    return evaluation.find(AgreementFindings.class).map(AgreementSection::new);
  }

  @Override
  public String table() {
    return "";
  }

  @Override
  public Map<String, Object> json() {
    return Map.of();
  }

  /** {@code agreement.csv}. */
  @Override
  public Map<String, String> files() {
    return Map.of("agreement.csv", agreement());
  }

  /**
   * Target by target a line for each cell of the grid that has rows: truths and predictions from
   * one number up to below another, and how many rows.
   */
  private String agreement() {
    StringBuilder text =
        new StringBuilder("target,true_from,true_to,predicted_from,predicted_to,rows\n");
    for (OfTarget target : found.targets()) {
      String name = StringEscapeUtils.escapeCsv(target.target());
      AgreementGrid grid = target.grid();
      for (AgreementGrid.Cell cell : grid.cells()) {
        text.append(name).append(',').append(grid.edge(cell.truth()));
        text.append(',').append(grid.edge(cell.truth() + 1));
        text.append(',').append(grid.edge(cell.predicted()));
        text.append(',').append(grid.edge(cell.predicted() + 1));
        text.append(',').append(cell.rows()).append('\n');
      }
    }
    return text.toString();
  }
}
