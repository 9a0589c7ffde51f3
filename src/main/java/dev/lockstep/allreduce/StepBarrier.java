package dev.lockstep.allreduce;

import dev.lockstep.aggregate.BrokenGroupException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Where the workers of one JVM wait for each other, some times a step, and for other JVMs. Spark's
 * own barrier takes a second a call.
 *
 * <p>For each other they spin for some microseconds, which is how far apart they are when each has
 * a core, then park, so that a busy machine loses nothing. Every wait ends: when what was waited
 * for is there, when someone has failed or been killed, or after the timeout.
 */
final class StepBarrier {
  private static final int SPINS = 2_000;
  private static final long LONGEST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final int workers;
  private final long timeoutNanos;
  private final AtomicLong arrivals = new AtomicLong();
  private final AtomicReferenceArray<Thread> parked;
  private volatile BrokenGroupException broken;

  StepBarrier(int workers, long timeoutNanos) {
    this.workers = workers;
    this.timeoutNanos = timeoutNanos;
    parked = new AtomicReferenceArray<>(workers);
  }

  /**
   * Waits until all workers have come as often as this one. Everything a worker wrote before it
   * came is seen by every worker that leaves.
   *
   * @param rank 0 to workers - 1
   * @param killed asked now and while waiting: whether Spark wants this task to end
   * @throws BrokenGroupException if a worker failed, was killed, or did not come in time
   */
  void await(int rank, BooleanSupplier killed) {
    long arrival = arrivals.incrementAndGet();
    long all = (arrival + workers - 1) / workers * workers;
    if (arrival == all) {
      wake(rank);
    }
    for (int i = 0; i < SPINS && arrivals.get() < all; i++) {
      Thread.onSpinWait();
    }
    parkUntil(rank, () -> arrivals.get() >= all, () -> "the other tasks", killed);
  }

  /**
   * Waits without spinning, for what other JVMs send: the threads that bring it need the core.
   *
   * @param rank whose thread this is, 0 to workers - 1
   * @param there whether what is waited for is there; whoever makes it so calls {@link #wake}
   * @param whom who is waited for, should it be in vain
   * @param killed asked now and while waiting: whether Spark wants this task to end
   * @throws BrokenGroupException as {@link #await}
   */
  void parkUntil(int rank, BooleanSupplier there, Supplier<String> whom, BooleanSupplier killed) {
    if (killed.getAsBoolean()) {
      breakUp("Task %d was killed".formatted(rank), null);
    }
    if (!there.getAsBoolean()) {
      park(rank, there, whom, killed);
    }
    if (broken != null) {
      throw broken;
    }
  }

  private void park(
      int rank, BooleanSupplier there, Supplier<String> whom, BooleanSupplier killed) {
    long deadline = System.nanoTime() + timeoutNanos;
    parked.set(rank, Thread.currentThread());
    try {
      while (!there.getAsBoolean() && broken == null) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          breakUp(
              "Task %d waited %d s for %s in vain"
                  .formatted(rank, TimeUnit.NANOSECONDS.toSeconds(timeoutNanos), whom.get()),
              null);
        } else if (killed.getAsBoolean()) {
          breakUp("Task %d was killed".formatted(rank), null);
        } else {
          LockSupport.parkNanos(this, Math.min(left, LONGEST_PARK_NANOS));
        }
      }
    } finally {
      parked.set(rank, null);
    }
  }

  /**
   * Ends every wait, now and later: {@code what} says who did what, {@code cause} is its failure,
   * or null.
   */
  void breakUp(String what, Throwable cause) {
    if (broken == null) {
      broken = new BrokenGroupException(what, cause);
    }
    wake(-1);
  }

  /** Lets all look again, but for one. */
  void wake(int rank) {
    for (int other = 0; other < workers; other++) {
      Thread thread = other == rank ? null : parked.get(other);
      if (thread != null) {
        LockSupport.unpark(thread);
      }
    }
  }
}
