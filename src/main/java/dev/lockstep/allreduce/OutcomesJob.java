package dev.lockstep.allreduce;

import dev.lockstep.aggregate.Slots;
import dev.lockstep.allreduce.SliceTask.Outcome;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.rdd.RDD;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction0;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;
import scala.util.Failure;

/**
 * A job that brings the one outcome of every partition to the driver, once there are cores for all
 * partitions and as long as there are: too few when an executor has been lost and no other has come
 * yet; not for ever, as Spark would wait.
 *
 * <p>What {@code collectAsync} does, but with functions that are no lambdas: around a lambda Spark
 * reads whole classes again for every job, to see what it captures.
 */
final class OutcomesJob {
  private static final long LOOK_AGAIN_MILLIS = 50;

  /** While the job runs, which is not to be disturbed. */
  private static final long WATCH_MILLIS = 1000;

  private final SparkContext spark;
  private final int needed;
  private final long timeoutNanos;

  /** When the cores were last enough, by {@link System#nanoTime}. */
  private long lastEnough;

  private SimpleFutureAction<List<Outcome>> action;

  /** For one attempt that needs so many cores at once; they may be too few for the timeout. */
  OutcomesJob(SparkContext spark, int needed, long timeoutNanos) {
    this.spark = spark;
    this.needed = needed;
    this.timeoutNanos = timeoutNanos;
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
          "Executors were lost: the run needs %d cores at once, and for %d s there have been %d. spark.lockstep.executorTimeout is how long to wait for others."
              .formatted(needed, TimeUnit.NANOSECONDS.toSeconds(timeoutNanos), there));
    }
    return there >= needed;
  }

  /**
   * Runs the job: the outcomes by partition.
   *
   * @throws ExecutionException if it fails
   * @throws LostExecutorsException if cores are too few for too long: then it is cancelled
   */
  List<Outcome> run(RDD<Outcome> stage) throws ExecutionException, InterruptedException {
    submit(stage);
    try {
      while (true) {
        try {
          Await.ready(action, Duration.create(WATCH_MILLIS, TimeUnit.MILLISECONDS));
          if (action.value().get() instanceof Failure<?> failure) {
            throw new ExecutionException(failure.exception());
          }
          return action.value().get().get();
        } catch (TimeoutException e) {
          areEnough();
        }
      }
    } catch (LostExecutorsException | InterruptedException e) {
      action.cancel();
      throw e;
    }
  }

  private void submit(RDD<Outcome> stage) {
    int partitions = stage.getNumPartitions();
    Received outcomes = new Received(partitions);
    List<Object> all = IntStream.range(0, partitions).<Object>mapToObj(p -> p).toList();
    action =
        spark.submitJob(
            stage,
            new Only(),
            CollectionConverters.asScala(all).toList(),
            outcomes,
            new AbstractFunction0<List<Outcome>>() {
              @Override
              public List<Outcome> apply() {
                return outcomes.all();
              }
            });
  }

  /** Spark's numbers of the job that has been run. */
  List<Integer> jobIds() {
    return CollectionConverters.asJava(action.jobIds()).stream().map(Integer.class::cast).toList();
  }

  /** The one outcome of a partition. */
  private static final class Only
      extends AbstractFunction1<scala.collection.Iterator<Outcome>, Outcome>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Outcome apply(scala.collection.Iterator<Outcome> partition) {
      return partition.next();
    }
  }

  /** Written by Spark's threads, read by the driver's loop. */
  private static final class Received extends AbstractFunction2<Object, Outcome, BoxedUnit> {
    private final AtomicReferenceArray<Outcome> outcomes;

    Received(int partitions) {
      outcomes = new AtomicReferenceArray<>(partitions);
    }

    @Override
    public BoxedUnit apply(Object partition, Outcome outcome) {
      outcomes.set((Integer) partition, outcome);
      return BoxedUnit.UNIT;
    }

    List<Outcome> all() {
      return IntStream.range(0, outcomes.length()).mapToObj(outcomes::get).toList();
    }
  }
}
