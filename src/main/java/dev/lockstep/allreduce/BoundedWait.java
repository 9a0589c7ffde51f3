package dev.lockstep.allreduce;

import dev.lockstep.aggregate.BrokenGroupException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * How the tasks of one JVM wait: they spin for some microseconds, which is how far apart they are
 * when each has a core, then park, so that a busy machine loses nothing. Every wait ends: when what
 * was waited for is there, when someone has failed or been killed, or after the time-out.
 */
final class BoundedWait {
  private static final int SPINS = 2_000;
  private static final long LONGEST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final int workers;
  private final long timeoutNanos;
  private final AtomicReferenceArray<Thread> parked;
  private volatile BrokenGroupException broken;

  BoundedWait(int workers, long timeoutNanos) {
    this.workers = workers;
    this.timeoutNanos = timeoutNanos;
    parked = new AtomicReferenceArray<>(workers);
  }

  /**
   * Waits for the other tasks of this JVM.
   *
   * @param worker whose thread this is, 0 to workers - 1
   * @param there whether what is waited for is there; whoever makes it so calls {@link #wake}
   * @param whom who is waited for, should it be in vain
   * @param killed asked now and while waiting: whether Spark wants this task to end
   * @throws BrokenGroupException if a worker failed, was killed, or did not come in time
   */
  void until(int worker, BooleanSupplier there, Supplier<String> whom, BooleanSupplier killed) {
    for (int i = 0; i < SPINS && !there.getAsBoolean(); i++) {
      Thread.onSpinWait();
    }
    parkUntil(worker, there, whom, killed);
  }

  /**
   * The same without spinning, for what other JVMs send: the threads that bring it need the core.
   *
   * @param worker whose thread this is, 0 to workers - 1
   * @param there whether what is waited for is there
   * @param whom who is waited for, should it be in vain
   * @param killed asked now and while waiting: whether Spark wants this task to end
   * @throws BrokenGroupException as {@link #until}
   */
  void parkUntil(int worker, BooleanSupplier there, Supplier<String> whom, BooleanSupplier killed) {
    if (killed.getAsBoolean()) {
      breakUp("Task %d was killed".formatted(worker), null);
    }
    if (!there.getAsBoolean()) {
      park(worker, there, whom, killed);
    }
    if (broken != null) {
      throw broken;
    }
  }

  private void park(
      int worker, BooleanSupplier there, Supplier<String> whom, BooleanSupplier killed) {
    long deadline = System.nanoTime() + timeoutNanos;
    parked.set(worker, Thread.currentThread());
    try {
      while (!there.getAsBoolean() && broken == null) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          breakUp(
              "Task %d waited %d s for %s in vain"
                  .formatted(worker, TimeUnit.NANOSECONDS.toSeconds(timeoutNanos), whom.get()),
              null);
        } else if (killed.getAsBoolean()) {
          breakUp("Task %d was killed".formatted(worker), null);
        } else {
          LockSupport.parkNanos(this, Math.min(left, LONGEST_PARK_NANOS));
        }
      }
    } finally {
      parked.set(worker, null);
    }
  }

  /**
   * Ends every wait, now and later.
   *
   * @param what who did what
   * @param cause its failure, or null
   */
  void breakUp(String what, Throwable cause) {
    if (broken == null) {
      broken = new BrokenGroupException(what, cause);
    }
    wake(-1);
  }

  /** Lets all look again, but for one. */
  void wake(int worker) {
    for (int other = 0; other < workers; other++) {
      Thread thread = other == worker ? null : parked.get(other);
      if (thread != null) {
        LockSupport.unpark(thread);
      }
    }
  }
}
