package dev.lockstep.evaluate;

import dev.lockstep.evaluate.curve.ErrorCosts;
import dev.lockstep.evaluate.order.ScoredSet;
import dev.lockstep.rows.Labels;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks for a {@link Finding} among all scored rows, which Spark keeps: in as many jobs as it
 * likes, since no row is scored again. So it can sort rows, which a {@link Tally} cannot.
 */
interface Study {
  /** One of each kind that there is for what labels mean; a new kind is entered here. */
  List<Function<Labels, Optional<Study>>> KINDS = List.of(CurveStudy::of, NumberStudy::of);

  /** Those for what labels mean. */
  static List<Study> of(Labels labels) {
    return KINDS.stream().flatMap(kind -> kind.apply(labels).stream()).toList();
  }

  /**
   * Looks.
   *
   * @param set all rows
   * @param costs of the errors of two classes
   */
  Finding find(ScoredSet set, ErrorCosts costs);
}
