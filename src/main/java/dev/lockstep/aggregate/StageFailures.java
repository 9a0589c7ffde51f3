package dev.lockstep.aggregate;

import dev.lockstep.data.InvalidInputException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.TaskKilled;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * What the tasks of a barrier stage failed of: Spark tells it to listeners alone, the job's own
 * exception has it as text. Written by Spark's listener thread, read by the driver's loop, under a
 * lock.
 */
final class StageFailures extends SparkListener {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Set<Integer> ended = new HashSet<>();
  private InvalidInputException mistake;
  private String reason;

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.reason() instanceof TaskFailedReason failed && !(failed instanceof TaskKilled)) {
      if (reason == null) {
        reason = failed.toErrorString().lines().findFirst().orElse("");
      }
      if (mistake == null
          && failed instanceof ExceptionFailure failure
          && failure.exception().isDefined()) {
        mistake = InvalidInputException.in(failure.exception().get()).orElse(null);
      }
    }
  }

  @Override
  public synchronized void onJobEnd(SparkListenerJobEnd end) {
    ended.add(end.jobId());
    notifyAll();
  }

  /** Waits until all that there is to tell of some jobs has been told; not for long. */
  synchronized void await(List<Integer> jobs) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    long left = PATIENCE_NANOS;
    while (!ended.containsAll(jobs) && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = deadline - System.nanoTime();
    }
  }

  /** The first user's mistake that a task met with. */
  synchronized Optional<InvalidInputException> mistake() {
    return Optional.ofNullable(mistake);
  }

  /** The first failure of a task, in one line. */
  synchronized Optional<String> reason() {
    return Optional.ofNullable(reason);
  }
}
