package dev.lockstep.evaluate;

import java.util.List;

/**
 * How well numbers are predicted, target by target, in the targets' own units.
 *
 * @param targets one for each, in their order
 */
public record NumberFindings(List<TargetScore> targets) implements Finding {
  private static final long serialVersionUID = 1L;

  /** Copies the list. */
  public NumberFindings {
    targets = List.copyOf(targets);
  }

  /** The mean over the targets of the mean absolute error. */
  public double mae() {
    return targets.stream().mapToDouble(TargetScore::mae).sum() / targets.size();
  }

  /** The mean over the targets of R². */
  public double r2() {
    return targets.stream().mapToDouble(TargetScore::r2).sum() / targets.size();
  }
}
