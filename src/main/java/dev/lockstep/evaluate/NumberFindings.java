package dev.lockstep.evaluate;

import dev.lockstep.evaluate.number.RowError;
import dev.lockstep.evaluate.number.TargetScore;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How well numbers are predicted, target by target, in the targets' own units.
 *
 * @param targets one for each, in their order
 * @param worst of each target the rows with the greatest errors, the worst first; at most {@link
 *     RowError#MOST}
 */
public record NumberFindings(List<TargetScore> targets, List<List<RowError>> worst)
    implements Finding {
  private static final long serialVersionUID = 1L;

  /** Copies the lists. */
  public NumberFindings {
    targets = List.copyOf(targets);
    worst = worst.stream().map(List::copyOf).toList();
  }

  /** The mean over the targets of one of their figures. */
  public double mean(ToDoubleFunction<TargetScore> figure) {
    return targets.stream().mapToDouble(figure).sum() / targets.size();
  }
}
