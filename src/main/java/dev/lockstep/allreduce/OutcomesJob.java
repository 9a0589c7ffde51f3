package dev.lockstep.allreduce;

import dev.lockstep.aggregate.Slots;
import dev.lockstep.aggregate.TaskFailures;
import dev.lockstep.allreduce.SliceTask.Outcome;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.spark.JavaFutureActionWrapper;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.rdd.RDD;
import scala.Function1;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/**
 * A job that brings the one outcome of every partition to the driver, once there are cores for all
 * partitions and as long as there are: too few when an executor has been lost and no other has come
 * yet; not for ever, as Spark would wait.
 */
final class OutcomesJob {
  private static final String EXECUTOR_TIMEOUT = "spark.lockstep.executorTimeout";
  private static final long LOOK_AGAIN_MILLIS = 50;

  /** While the job runs, which is not to be disturbed. */
  private static final long WATCH_MILLIS = 1000;

  private final SparkContext spark;
  private final int needed;
  private final long timeoutNanos;

  /** When the cores were last enough, by {@link System#nanoTime}. */
  private long lastEnough;

  /**
   * For one attempt that needs so many cores at once. They may be too few for {@code
   * spark.lockstep.executorTimeout}, by default a minute.
   */
  OutcomesJob(SparkContext spark, int needed) {
    this.spark = spark;
    this.needed = needed;
    timeoutNanos = TimeUnit.SECONDS.toNanos(spark.conf().getTimeAsSeconds(EXECUTOR_TIMEOUT, "60s"));
    lastEnough = System.nanoTime();
  }

  /**
   * Waits until the cores are enough.
   *
   * @throws LostExecutorsException if they are too few for too long
   */
  void awaitSlots() {
    while (!areEnough() && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_AGAIN_MILLIS));
    }
  }

  private boolean areEnough() {
    int there = Slots.count(spark);
    long now = System.nanoTime();
    if (there >= needed) {
      lastEnough = now;
    } else if (now - lastEnough > timeoutNanos) {
      throw new LostExecutorsException(
          "Executors were lost: the run needs %d cores at once, and for %d s there have been %d. %s is how long to wait for others."
              .formatted(
                  needed, TimeUnit.NANOSECONDS.toSeconds(timeoutNanos), there, EXECUTOR_TIMEOUT));
    }
    return there >= needed;
  }

  /**
   * Runs the job: the outcomes by partition.
   *
   * @throws ExecutionException if it fails; why is then known to {@code failures}
   * @throws LostExecutorsException if cores are too few for too long: then it is cancelled
   */
  List<Outcome> run(RDD<Outcome> stage, TaskFailures failures)
      throws ExecutionException, InterruptedException {
    JavaFutureAction<List<Outcome>> action = submit(stage);
    try {
      while (true) {
        try {
          return action.get(WATCH_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          areEnough();
        }
      }
    } catch (ExecutionException e) {
      failures.await(action.jobIds());
      throw e;
    } catch (LostExecutorsException | InterruptedException e) {
      action.cancel(true);
      throw e;
    }
  }

  /** What Spark's tasks do, with nothing for its closure cleaner to look into. */
  private interface InTask extends Function1<Iterator<Outcome>, Outcome>, Serializable {}

  /**
   * What {@code collectAsync} does, which has a lambda of Scala's that holds the whole RDD: for
   * every job Spark would read its class and serialise it once more.
   */
  private JavaFutureAction<List<Outcome>> submit(RDD<Outcome> stage) {
    List<Integer> partitions = IntStream.range(0, stage.getNumPartitions()).boxed().toList();
    AtomicReferenceArray<Outcome> outcomes = new AtomicReferenceArray<>(partitions.size());
    InTask only = Iterator::next;
    return new JavaFutureActionWrapper<>(
        spark.submitJob(
            stage,
            only,
            CollectionConverters.asScala(List.<Object>copyOf(partitions)).toSeq(),
            (partition, outcome) -> {
              outcomes.set((Integer) partition, outcome);
              return BoxedUnit.UNIT;
            },
            () -> partitions),
        all -> all.stream().map(outcomes::get).toList());
  }
}
