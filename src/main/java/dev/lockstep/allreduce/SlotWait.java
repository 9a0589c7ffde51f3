package dev.lockstep.allreduce;

import dev.lockstep.aggregate.Slots;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.SparkContext;

/**
 * Waits for the cores that a barrier stage needs at once, which are too few when an executor has
 * been lost and no other has come yet; not for ever, as Spark would.
 */
public final class SlotWait {
  private static final long LOOK_AGAIN_MILLIS = 50;

  /** While a job runs, which is not to be disturbed. */
  private static final long WATCH_MILLIS = 1000;

  private final SparkContext spark;
  private final int needed;
  private final long timeoutNanos;

  /** When they were last enough, by {@link System#nanoTime}. */
  private long lastEnough;

  /** For one attempt that needs so many; they may be too few for the timeout. */
  SlotWait(SparkContext spark, int needed, long timeoutNanos) {
    this.spark = spark;
    this.needed = needed;
    this.timeoutNanos = timeoutNanos;
    lastEnough = System.nanoTime();
  }

  /**
   * Waits until they are enough.
   *
   * @throws LostExecutorsException if they are too few for too long
   */
  void await() {
    while (!areEnough() && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_AGAIN_MILLIS));
    }
  }

  /**
   * Waits for a job that needs the slots.
   *
   * @throws ExecutionException if it fails
   * @throws LostExecutorsException if they are too few for too long: then it is cancelled
   */
  List<SliceTask.Outcome> watch(OutcomesJob job) throws ExecutionException, InterruptedException {
    try {
      while (true) {
        try {
          return job.get(WATCH_MILLIS);
        } catch (TimeoutException e) {
          areEnough();
        }
      }
    } catch (LostExecutorsException | InterruptedException e) {
      job.cancel();
      throw e;
    }
  }

  private boolean areEnough() {
    int there = Slots.count(spark);
    long now = System.nanoTime();
    if (there >= needed) {
      lastEnough = now;
    } else if (now - lastEnough > timeoutNanos) {
      throw new LostExecutorsException(
          "Executors were lost: the run needs %d cores at once, and for %d s there have been %d. spark.lockstep.executorTimeout is how long to wait for others."
              .formatted(needed, TimeUnit.NANOSECONDS.toSeconds(timeoutNanos), there));
    }
    return there >= needed;
  }
}
