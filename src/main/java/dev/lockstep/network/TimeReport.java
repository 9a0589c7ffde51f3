package dev.lockstep.network;

import java.io.Serializable;

/** How long each {@link Phase} took, of a task or of several together. Not thread-safe. */
@SuppressWarnings("EnumOrdinal") // an array
public final class TimeReport implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int PHASES = Phase.values().length;

  private final long[] nanos = new long[PHASES];
  private int tasks = 1;

  /** Adds nanoseconds to a phase. */
  public void add(Phase phase, long duration) {
    nanos[phase.ordinal()] += duration;
  }

  /** Adds what the same tasks did besides: its mean over its tasks. */
  public void addMean(TimeReport other) {
    for (int i = 0; i < PHASES; i++) {
      nanos[i] += other.nanos[i] / other.tasks;
    }
  }

  /** The report of tasks that ran at the same time: the sum of the times of both. */
  public TimeReport merge(TimeReport other) {
    TimeReport both = new TimeReport();
    both.tasks = tasks + other.tasks;
    for (int i = 0; i < PHASES; i++) {
      both.nanos[i] = nanos[i] + other.nanos[i];
    }
    return both;
  }

  /** How many tasks these times are of. */
  public int tasks() {
    return tasks;
  }

  /** The time of a phase in nanoseconds. */
  public long nanos(Phase phase) {
    return nanos[phase.ordinal()];
  }

  /** The time of all phases in nanoseconds. */
  public long total() {
    long total = 0;
    for (long each : nanos) {
      total += each;
    }
    return total;
  }
}
