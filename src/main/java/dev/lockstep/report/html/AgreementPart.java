package dev.lockstep.report.html;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.NumberFindings;
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
  /** Of more nobody looks at the pictures. */
  static final int MOST_TARGETS = 12;

  static Optional<PagePart> of(String set, Evaluation evaluation) {
    return evaluation
        .find(NumberFindings.class)
        .map(
            found ->
                new AgreementPart(
                    set,
                    IntStream.range(0, Math.min(MOST_TARGETS, found.targets().size()))
                        .mapToObj(
                            k ->
                                AgreementChart.of(
                                    k, found.targets().get(k).target(), found.grids().get(k)))
                        .toList()));
  }

  @Override
  public String template() {
    return "agreement.mustache";
  }
}
