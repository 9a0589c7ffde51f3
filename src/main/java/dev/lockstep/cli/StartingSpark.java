package dev.lockstep.cli;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Spark's context, which starts on a thread of its own, since that takes most of a second in which
 * a command can look through its files. Stopped when closed, whether it was asked for or not.
 */
final class StartingSpark implements AutoCloseable {
  private final FutureTask<JavaSparkContext> start;

  private StartingSpark(FutureTask<JavaSparkContext> start) {
    this.start = start;
  }

  /**
   * Begins.
   *
   * @param surroundings know how to start Spark
   * @param conf Spark's settings
   */
  static StartingSpark with(Surroundings surroundings, SparkConf conf) {
    FutureTask<JavaSparkContext> start = new FutureTask<>(() -> surroundings.spark().apply(conf));
    Thread thread = new Thread(start, "start of Spark");
    thread.setDaemon(true);
    thread.start();
    return new StartingSpark(start);
  }

  /**
   * Waits for the context.
   *
   * @return the one that is closed with this
   * @throws IllegalStateException if the thread is interrupted
   */
  JavaSparkContext get() {
    try {
      return start.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException("Spark did not start", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped while Spark was starting", e);
    }
  }

  @Override
  public void close() {
    JavaSparkContext spark;
    try {
      spark = start.get();
    } catch (ExecutionException e) {
      return; // which get() has told
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    spark.close();
  }
}
