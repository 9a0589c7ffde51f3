package dev.lockstep.network;

import java.io.Serializable;

/** How long each {@link Phase} took. Not thread-safe. */
@SuppressWarnings("EnumOrdinal") // an array
public final class TimeReport implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int PHASES = Phase.values().length;

  private final long[] nanos = new long[PHASES];

  /**
   * Adds to a phase.
   *
   * @param phase which
   * @param duration nanoseconds
   */
  public void add(Phase phase, long duration) {
    nanos[phase.ordinal()] += duration;
  }

  /**
   * Adds all phases of another account.
   *
   * @param other unchanged
   * @param parts how many tasks ran beside each other: their mean is what a step took
   */
  public void addMean(TimeReport other, int parts) {
    for (int i = 0; i < PHASES; i++) {
      nanos[i] += other.nanos[i] / parts;
    }
  }

  /**
   * The time of a phase.
   *
   * @param phase which
   * @return nanoseconds
   */
  public long nanos(Phase phase) {
    return nanos[phase.ordinal()];
  }

  /**
   * The time of all phases.
   *
   * @return nanoseconds
   */
  public long total() {
    long total = 0;
    for (long each : nanos) {
      total += each;
    }
    return total;
  }
}
