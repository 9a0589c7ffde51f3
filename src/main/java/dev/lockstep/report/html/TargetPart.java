package dev.lockstep.report.html;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.NumberFindings;
import dev.lockstep.evaluate.TargetScore;
import java.util.List;
import java.util.Optional;

/**
 * How well numbers are predicted, target by target.
 *
 * @param targets a line for each
 */
record TargetPart(List<Line> targets) implements PagePart {
  /** A line of the table, each number as text. */
  record Line(String name, String rmse, String mae, String r2, String mean) {
    private static Line of(TargetScore score) {
      return new Line(
          score.target(),
          NumberFormats.number(score.rmse()),
          NumberFormats.number(score.mae()),
          NumberFormats.decimal(score.r2()),
          NumberFormats.number(score.mean()));
    }
  }

  static Optional<PagePart> of(String set, Evaluation evaluation) {
    return evaluation
        .find(NumberFindings.class)
        .map(found -> new TargetPart(found.targets().stream().map(Line::of).toList()));
  }

  @Override
  public String template() {
    return "targets.mustache";
  }
}
