package dev.lockstep.aggregate;

import dev.lockstep.network.SetScore;
import java.util.List;

/**
 * How far an epoch has come.
 *
 * @param step how many of its steps have been taken
 * @param scores of all sets, at its end; empty before
 */
public record Slice(int step, List<SetScore> scores) {
  /** Copies the list. */
  public Slice {
    scores = List.copyOf(scores);
  }

  /** Whether the epoch is over and its scores are there. */
  public boolean isLast() {
    return !scores.isEmpty();
  }
}
