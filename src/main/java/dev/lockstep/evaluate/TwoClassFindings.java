package dev.lockstep.evaluate;

import dev.lockstep.evaluate.curve.ErrorCosts;
import dev.lockstep.evaluate.curve.ThresholdScore;
import dev.lockstep.evaluate.curve.TwoClassCurve;
import java.util.List;
import java.util.Optional;

/**
 * How well two classes are told apart by the probability of the positive one.
 *
 * @param negative the name of the first class
 * @param positive the name of the second class
 * @param costs what errors cost
 * @param curve what comes of every threshold
 */
public record TwoClassFindings(
    String negative, String positive, ErrorCosts costs, TwoClassCurve curve) implements Finding {
  private static final long serialVersionUID = 1L;

  /** Precision, recall and what else there is at even thresholds and at the best ones. */
  public List<ThresholdScore> thresholds() {
    return curve.thresholds(costs);
  }

  /** Why there is no area under a curve, in a sentence; empty where rows have both classes. */
  public Optional<String> whyWithout() {
    if (curve.hasBoth()) {
      return Optional.empty();
    }
    return Optional.of(
        curve.positives() > 0
            ? "No row with a weight has class %s, so ROC AUC and KS are not defined."
                .formatted(negative)
            : "No row with a weight has class %s, so ROC AUC, KS and average precision are not defined."
                .formatted(positive));
  }
}
