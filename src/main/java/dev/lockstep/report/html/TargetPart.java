package dev.lockstep.report.html;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.NumberFindings;
import dev.lockstep.evaluate.number.TargetScore;
import java.util.List;
import java.util.Optional;

/**
 * How well numbers are predicted, target by target.
 *
 * @param targets a line for each
 * @param weighted whether rows count by their weights
 */
record TargetPart(List<Line> targets, boolean weighted) implements PagePart {
  /** A line of the table. */
  record Line(TargetScore of) {
    String rmse() {
      return NumberFormats.number(of.rmse());
    }

    String mae() {
      return NumberFormats.number(of.mae());
    }

    String r2() {
      return NumberFormats.decimal(of.r2());
    }

    String explainedVariance() {
      return NumberFormats.decimal(of.explainedVariance());
    }

    String mean() {
      return NumberFormats.number(of.mean());
    }

    String median() {
      return NumberFormats.number(of.median());
    }

    String deviation() {
      return NumberFormats.number(of.deviation());
    }
  }

  static Optional<PagePart> of(String set, Evaluation evaluation) {
    return evaluation
        .find(NumberFindings.class)
        .map(
            found ->
                new TargetPart(
                    found.targets().stream().map(Line::new).toList(), evaluation.isWeighted()));
  }

  @Override
  public String template() {
    return "targets.mustache";
  }
}
