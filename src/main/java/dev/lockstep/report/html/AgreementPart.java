package dev.lockstep.report.html;

import dev.lockstep.evaluate.AgreementFindings;
import dev.lockstep.evaluate.Evaluation;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Predicted numbers against true ones.
 *
 * @param set which rows
 * @param charts one for each target
 */
record AgreementPart(String set, List<AgreementChart> charts) implements PagePart {
  static Optional<PagePart> of(String set, Evaluation evaluation) {
    return evaluation
        .find(AgreementFindings.class)
        .map(
            found ->
                new AgreementPart(
                    set,
                    IntStream.range(0, found.targets().size())
                        .mapToObj(k -> AgreementChart.of(k, found.targets().get(k)))
                        .toList()));
  }

  @Override
  public String template() {
    return "agreement.mustache";
  }
}
