package dev.lockstep.aggregate;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Where the tasks of one JVM wait for each other, some times a step. Everything a task wrote before
 * it came is seen by every task that leaves. Spark's own barrier takes a second a call.
 */
final class StepBarrier {
  private final int members;
  private final BoundedWait wait;
  private final AtomicLong arrivals = new AtomicLong();

  StepBarrier(int members, BoundedWait wait) {
    this.members = members;
    this.wait = wait;
  }

  /**
   * Waits until all members have come as often as this one.
   *
   * @param member 0 to members - 1
   * @param killed asked now and while waiting: whether Spark wants this task to end
   * @throws BrokenTeamException if a member failed, was killed, or did not come in time
   */
  void await(int member, BooleanSupplier killed) {
    long arrival = arrivals.incrementAndGet();
    long all = (arrival + members - 1) / members * members;
    if (arrival == all) {
      wait.wake(member);
    }
    wait.until(member, () -> arrivals.get() >= all, () -> "the other tasks", killed);
  }
}
