package dev.lockstep.aggregate;

import dev.lockstep.network.Phase;
import dev.lockstep.network.TimeReport;

/** An account of a run that was none. */
public final class MadeAccount {
  private MadeAccount() {}

  /**
   * Makes one in which each phase took twice as long as the one before.
   *
   * @param shortest how long the first one took, in nanoseconds
   * @return the account
   */
  public static RunAccount doubling(long shortest) {
    TimeReport times = new TimeReport();
    long nanos = shortest;
    for (Phase phase : Phase.values()) {
      times.add(phase, nanos);
      nanos *= 2;
    }
    RunAccount account = new RunAccount();
    account.begin(AggregationKind.ALLREDUCE);
    account.enter(times, 0);
    return account;
  }
}
