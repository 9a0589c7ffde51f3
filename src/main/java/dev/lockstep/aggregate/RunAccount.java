package dev.lockstep.aggregate;

import dev.lockstep.linalg.OneKernel;
import dev.lockstep.network.Phase;
import dev.lockstep.network.PhaseTimes;
import java.util.List;

/** What an aggregation knows of the run so far: its kernel and where its time went. */
public final class RunAccount {
  private final PhaseTimes times = new PhaseTimes();
  private String kernel;

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
   * The one kernel that all tasks computed with.
   *
   * @return its name with its fingerprint; null before the first task
   */
  public String kernel() {
    return kernel;
  }

  /**
   * Enters tasks that ran beside each other.
   *
   * @param report what they said of themselves
   * @param wall nanoseconds from asking for them to having their results: what they do not account
   *     for is waiting
   */
  void enter(TaskReport report, long wall) {
    kernel = kernel == null ? report.kernel() : OneKernel.of(List.of(kernel, report.kernel()));
    times.addMean(report.times(), report.tasks());
    times.add(Phase.WAIT, Math.max(0, wall - report.times().total() / report.tasks()));
  }
}
