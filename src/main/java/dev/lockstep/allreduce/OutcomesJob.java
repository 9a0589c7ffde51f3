package dev.lockstep.allreduce;

import java.io.Serializable;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.apache.spark.SimpleFutureAction;
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
 * A job that brings the one outcome of every partition to the driver, and goes on meanwhile. What
 * {@code collectAsync} does, but with functions that are no lambdas: around a lambda Spark reads
 * whole classes again for every job, to see what it captures.
 */
final class OutcomesJob {
  private final SimpleFutureAction<List<SliceTask.Outcome>> action;

  private OutcomesJob(SimpleFutureAction<List<SliceTask.Outcome>> action) {
    this.action = action;
  }

  /** Begins the job. */
  static OutcomesJob submit(RDD<SliceTask.Outcome> stage) {
    int partitions = stage.getNumPartitions();
    Received outcomes = new Received(partitions);
    List<Object> all = IntStream.range(0, partitions).<Object>mapToObj(p -> p).toList();
    return new OutcomesJob(
        stage
            .context()
            .submitJob(
                stage,
                new Only(),
                CollectionConverters.asScala(all).toList(),
                outcomes,
                new AbstractFunction0<List<SliceTask.Outcome>>() {
                  @Override
                  public List<SliceTask.Outcome> apply() {
                    return outcomes.all();
                  }
                }));
  }

  /**
   * Waits for the outcomes, by partition, so many milliseconds at most.
   *
   * @throws ExecutionException if the job has failed
   * @throws TimeoutException if it still runs
   */
  List<SliceTask.Outcome> get(long millis)
      throws ExecutionException, TimeoutException, InterruptedException {
    Await.ready(action, Duration.create(millis, TimeUnit.MILLISECONDS));
    if (action.value().get() instanceof Failure<?> failure) {
      throw new ExecutionException(failure.exception());
    }
    return action.value().get().get();
  }

  /** Gives the job up. */
  void cancel() {
    action.cancel();
  }

  /** Spark's numbers of it. */
  List<Integer> jobIds() {
    return CollectionConverters.asJava(action.jobIds()).stream().map(Integer.class::cast).toList();
  }

  /** The one outcome of a partition. */
  private static final class Only
      extends AbstractFunction1<scala.collection.Iterator<SliceTask.Outcome>, SliceTask.Outcome>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public SliceTask.Outcome apply(scala.collection.Iterator<SliceTask.Outcome> partition) {
      return partition.next();
    }
  }

  /** Written by Spark's threads, read by the driver's loop. */
  private static final class Received
      extends AbstractFunction2<Object, SliceTask.Outcome, BoxedUnit> {
    private final AtomicReferenceArray<SliceTask.Outcome> outcomes;

    Received(int partitions) {
      outcomes = new AtomicReferenceArray<>(partitions);
    }

    @Override
    public BoxedUnit apply(Object partition, SliceTask.Outcome outcome) {
      outcomes.set((Integer) partition, outcome);
      return BoxedUnit.UNIT;
    }

    List<SliceTask.Outcome> all() {
      return IntStream.range(0, outcomes.length()).mapToObj(outcomes::get).toList();
    }
  }
}
