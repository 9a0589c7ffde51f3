package dev.lockstep.aggregate;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.FetchFailed;
import org.apache.spark.Resubmitted$;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.TaskKilled;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockManagerRemoved;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * What tasks have failed of, in a line for the user: Spark tells it to listeners alone, the
 * exception of a job that has failed has it as text. Written by Spark's listener thread, read by
 * the driver's loop, under a lock.
 */
public final class TaskFailures extends SparkListener implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** The others notice that an executor is gone before Spark does. */
  private static final long CAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final JavaSparkContext spark;
  private final Set<Integer> ended = new HashSet<>();
  private InvalidInputException mistake;

  /** The executor that was lost. */
  private String lost;

  /** An executor that is gone, lost or not: it is if what it had computed is missed. */
  private String gone;

  /** The loss that was told last: what it leads to later is no other. */
  private String told;

  /** The first failure that is not another's consequence. */
  private String cause;

  private String consequence;

  private TaskFailures(JavaSparkContext spark) {
    this.spark = spark;
  }

  /** Listens to all jobs until it is closed. */
  public static TaskFailures watch(JavaSparkContext spark) {
    TaskFailures failures = new TaskFailures(spark);
    spark.sc().addSparkListener(failures);
    return failures;
  }

  @Override
  public void close() {
    spark.sc().removeSparkListener(this);
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.reason() instanceof ExecutorLostFailure executor) {
      lost = lost == null ? lost(executor.execId(), end.taskInfo().host()) : lost;
    } else if (end.reason() instanceof FetchFailed || end.reason() instanceof Resubmitted$) {
      String missed = gone == null ? "An executor was lost" : gone;
      lost = lost == null && !missed.equals(told) ? missed : lost;
    } else if (end.reason() instanceof ExceptionFailure failure) {
      failed(failure);
    } else if (end.reason() instanceof TaskFailedReason failed && !(failed instanceof TaskKilled)) {
      cause = cause == null ? firstLine(failed) : cause;
    }
    notifyAll();
  }

  @Override
  public synchronized void onBlockManagerRemoved(SparkListenerBlockManagerRemoved removed) {
    gone = lost(removed.blockManagerId().executorId(), removed.blockManagerId().host());
  }

  private static String lost(String executor, String host) {
    return "Executor %s on %s was lost".formatted(executor, host);
  }

  private void failed(ExceptionFailure failure) {
    if (failure.className().equals(BrokenGroupException.class.getName())) {
      consequence = consequence == null ? failure.description() : consequence;
    } else {
      cause = cause == null ? firstLine(failure) : cause;
    }
    if (mistake == null && failure.exception().isDefined()) {
      mistake = InvalidInputException.in(failure.exception().get()).orElse(null);
    }
  }

  private static String firstLine(TaskFailedReason failed) {
    return MessageText.firstLine(failed.toErrorString());
  }

  @Override
  public synchronized void onJobEnd(SparkListenerJobEnd end) {
    ended.add(end.jobId());
    notifyAll();
  }

  /** Waits until all that there is to tell of some failed jobs has been told; not for long. */
  public synchronized void await(List<Integer> jobs) throws InterruptedException {
    long start = System.nanoTime();
    long left = PATIENCE_NANOS;
    while (left > 0 && !(ended.containsAll(jobs) && isExplained())) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      long patience = ended.containsAll(jobs) ? CAUSE_NANOS : PATIENCE_NANOS;
      left = start + patience - System.nanoTime();
    }
  }

  private boolean isExplained() {
    return lost != null || cause != null;
  }

  /** The first user's mistake that a task met with. */
  public synchronized Optional<InvalidInputException> mistake() {
    return Optional.ofNullable(mistake);
  }

  /** What has happened, in one line without its full stop. */
  public synchronized Optional<String> reason() {
    return Optional.ofNullable(lost)
        .or(() -> Optional.ofNullable(cause))
        .or(() -> Optional.ofNullable(consequence));
  }

  /**
   * What has happened since the last such line and Spark has mended by itself, by doing its part of
   * some work again.
   */
  synchronized Optional<String> mended(String work) {
    Optional<String> line =
        reason().map(what -> "%s; Spark repeats its part of %s.".formatted(what, work));
    told = lost == null ? told : lost;
    lost = null;
    cause = null;
    consequence = null;
    return line;
  }
}
