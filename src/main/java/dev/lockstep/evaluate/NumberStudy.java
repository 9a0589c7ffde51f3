package dev.lockstep.evaluate;

import dev.lockstep.evaluate.curve.ErrorCosts;
import dev.lockstep.evaluate.number.TargetResult;
import dev.lockstep.evaluate.order.ScoredSet;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.NumberLabels;
import java.util.List;
import java.util.Optional;

/**
 * Finds {@link NumberFindings}.
 *
 * @param labels the targets
 */
record NumberStudy(NumberLabels labels) implements Study {
  static Optional<Study> of(Labels labels) {
    return labels instanceof NumberLabels numbers
        ? Optional.of(new NumberStudy(numbers))
        : Optional.empty();
  }

  @Override
  public Finding find(ScoredSet set, ErrorCosts costs) {
    List<TargetResult> results = TargetResult.of(set, labels);
    return new NumberFindings(
        results.stream().map(TargetResult::score).toList(),
        results.stream().map(TargetResult::worst).toList(),
        results.stream().map(TargetResult::grid).toList());
  }
}
