package dev.lockstep.report.html;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.NumberFindings;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How far off predictions are, low ones to high ones.
 *
 * @param charts one for each target
 * @param weighted whether rows count by their weights
 */
record ResidualPart(List<ResidualChart> charts, boolean weighted) implements PagePart {
  static Optional<PagePart> of(String set, Evaluation evaluation) {
    return evaluation
        .find(NumberFindings.class)
        .map(
            found ->
                new ResidualPart(
                    IntStream.range(0, Math.min(AgreementPart.MOST_TARGETS, found.targets().size()))
                        .mapToObj(k -> ResidualChart.of(k, found.targets().get(k)))
                        .toList(),
                    evaluation.isWeighted()));
  }

  @Override
  public String template() {
    return "residuals.mustache";
  }
}
