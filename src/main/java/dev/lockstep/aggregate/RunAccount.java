package dev.lockstep.aggregate;

import dev.lockstep.network.Phase;
import dev.lockstep.network.TimeReport;
import java.util.ArrayList;
import java.util.List;

/** How a run was done, and where its time went. */
public final class RunAccount {
  private final TimeReport times = new TimeReport();
  private final List<AggregationKind> kinds = new ArrayList<>();

  public RunAccount() {}

  /** Wall time by phase, itself; what tasks do at the same time counts with its mean. */
  public TimeReport times() {
    return times;
  }

  /** How gradients came together, in the order in which it changed; never {@code AUTO}. */
  public List<AggregationKind> kinds() {
    return List.copyOf(kinds);
  }

  /** From here on gradients come together like this. */
  public void begin(AggregationKind kind) {
    kinds.add(kind);
  }

  /**
   * Enters tasks that ran at the same time.
   *
   * @param report what they said of themselves
   * @param wall nanoseconds from asking for them to having their results: what they do not account
   *     for is waiting
   */
  public void enter(TimeReport report, long wall) {
    times.addMean(report);
    times.add(Phase.WAIT, Math.max(0, wall - report.total() / report.tasks()));
  }
}
