package dev.lockstep.aggregate;

import java.util.Optional;

/**
 * How far an epoch has come.
 *
 * @param step how many of its steps have been taken
 * @param scores at its end, with the parameters that all steps have changed
 */
public record Slice(int step, Optional<EpochScores> scores) {
  /** An epoch that goes on. */
  static Slice upTo(int step) {
    return new Slice(step, Optional.empty());
  }

  /** An epoch that is over. */
  public static Slice last(int steps, EpochScores scores) {
    return new Slice(steps, Optional.of(scores));
  }
}
