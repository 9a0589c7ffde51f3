package dev.lockstep.aggregate;

import dev.lockstep.network.Phase;
import dev.lockstep.network.TimeReport;
import java.util.ArrayList;
import java.util.List;

/** What an aggregation knows of the run so far: how it was done, and where its time went. */
public final class RunAccount {
  private final TimeReport times = new TimeReport();
  private final List<AggregationKind> kinds = new ArrayList<>();

  public RunAccount() {}

  /**
   * Wall time by phase; what tasks do beside each other counts with its mean.
   *
   * @return the account itself
   */
  public TimeReport times() {
    return times;
  }

  /**
   * How gradients came together.
   *
   * @return in the order in which they took over, neither of them {@code AUTO}
   */
  public List<AggregationKind> kinds() {
    return List.copyOf(kinds);
  }

  /** From here on this is how. */
  public void begin(AggregationKind kind) {
    kinds.add(kind);
  }

  /**
   * Enters tasks that ran beside each other.
   *
   * @param report what they said of themselves
   * @param wall nanoseconds from asking for them to having their results: what they do not account
   *     for is waiting
   */
  public void enter(TaskReport report, long wall) {
    times.addMean(report.times(), report.tasks());
    times.add(Phase.WAIT, Math.max(0, wall - report.times().total() / report.tasks()));
  }
}
