package dev.lockstep.allreduce;

import dev.lockstep.aggregate.BrokenGroupException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Where the tasks of one JVM wait for each other, some times a step. Everything a task wrote before
 * it came is seen by every task that leaves. Spark's own barrier takes a second a call.
 */
final class StepBarrier {
  private final int workers;
  private final BoundedWait wait;
  private final AtomicLong arrivals = new AtomicLong();

  StepBarrier(int workers, BoundedWait wait) {
    this.workers = workers;
    this.wait = wait;
  }

  /**
   * Waits until all workers have come as often as this one.
   *
   * @param worker 0 to workers - 1
   * @param killed asked now and while waiting: whether Spark wants this task to end
   * @throws BrokenGroupException if a worker failed, was killed, or did not come in time
   */
  void await(int worker, BooleanSupplier killed) {
    long arrival = arrivals.incrementAndGet();
    long all = (arrival + workers - 1) / workers * workers;
    if (arrival == all) {
      wait.wake(worker);
    }
    wait.until(worker, () -> arrivals.get() >= all, () -> "the other tasks", killed);
  }
}
