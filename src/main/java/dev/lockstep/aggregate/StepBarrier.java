package dev.lockstep.aggregate;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Where the tasks of one JVM wait for each other, twice a step. Everything a task wrote before it
 * came is seen by every task that leaves.
 *
 * <p>Spark's own barrier takes a second a call. This one spins for some microseconds, which is how
 * far apart the tasks are when each has a core, then parks, so that a busy machine loses nothing.
 * Every wait ends: when all have come, when one has failed or been killed, or after the time-out.
 */
final class StepBarrier {
  private static final int SPINS = 2_000;
  private static final long LONGEST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final int members;
  private final long timeoutNanos;
  private final AtomicLong arrivals = new AtomicLong();
  private final AtomicReferenceArray<Thread> parked;
  private volatile BrokenTeamException broken;

  StepBarrier(int members, long timeoutNanos) {
    this.members = members;
    this.timeoutNanos = timeoutNanos;
    parked = new AtomicReferenceArray<>(members);
  }

  /**
   * Waits until all members have come as often as this one.
   *
   * @param member 0 to members - 1
   * @param killed asked now and while waiting: whether Spark wants this task to end
   * @throws BrokenTeamException if a member failed, was killed, or did not come in time
   */
  void await(int member, BooleanSupplier killed) {
    if (killed.getAsBoolean()) {
      breakUp("Task %d was killed".formatted(member), null);
    }
    long arrival = arrivals.incrementAndGet();
    long all = (arrival + members - 1) / members * members;
    if (arrival == all) {
      wakeOthers(member);
    }
    for (int i = 0; i < SPINS && arrivals.get() < all; i++) {
      Thread.onSpinWait();
    }
    if (arrivals.get() < all) {
      park(member, all, killed);
    }
    if (broken != null) {
      throw broken;
    }
  }

  private void park(int member, long all, BooleanSupplier killed) {
    long deadline = System.nanoTime() + timeoutNanos;
    parked.set(member, Thread.currentThread());
    try {
      while (arrivals.get() < all && broken == null) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          breakUp(
              "Task %d waited %d s for the other tasks in vain"
                  .formatted(member, TimeUnit.NANOSECONDS.toSeconds(timeoutNanos)),
              null);
        } else if (killed.getAsBoolean()) {
          breakUp("Task %d was killed".formatted(member), null);
        } else {
          LockSupport.parkNanos(this, Math.min(left, LONGEST_PARK_NANOS));
        }
      }
    } finally {
      parked.set(member, null);
    }
  }

  /**
   * Ends every wait, now and later.
   *
   * @param what which task did what
   * @param cause its failure, or null
   */
  void breakUp(String what, Throwable cause) {
    if (broken == null) {
      broken = new BrokenTeamException(what, cause);
    }
    wakeOthers(-1);
  }

  private void wakeOthers(int member) {
    for (int other = 0; other < members; other++) {
      Thread thread = other == member ? null : parked.get(other);
      if (thread != null) {
        LockSupport.unpark(thread);
      }
    }
  }
}
