package dev.lockstep.aggregate;

import dev.lockstep.network.Phase;
import dev.lockstep.network.PhaseTimes;

/** What an aggregation knows of the run so far: where its time went. */
public final class RunAccount {
  private final PhaseTimes times = new PhaseTimes();

  RunAccount() {}

  /**
   * Wall time by phase; what tasks do beside each other counts with its mean.
   *
   * @return the account itself
   */
  public PhaseTimes times() {
    return times;
  }

  /**
   * Enters tasks that ran beside each other.
   *
   * @param report what they said of themselves
   * @param wall nanoseconds from asking for them to having their results: what they do not account
   *     for is waiting
   */
  void enter(TaskReport report, long wall) {
    times.addMean(report.times(), report.tasks());
    times.add(Phase.WAIT, Math.max(0, wall - report.times().total() / report.tasks()));
  }
}
