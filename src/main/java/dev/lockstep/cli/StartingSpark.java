package dev.lockstep.cli;

import dev.lockstep.allreduce.AllReduceAggregation;
import dev.lockstep.pack.PackedDataset;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/**
 * Spark's context, which starts on a thread of its own, since that takes most of a second in which
 * a command can look through its files. Stopped when closed, whether it was asked for or not.
 */
final class StartingSpark implements AutoCloseable {
  private static final String MAIN_CLASS = "dev.lockstep.Lockstep";

  private final FutureTask<JavaSparkContext> start;

  private StartingSpark(FutureTask<JavaSparkContext> start) {
    this.start = start;
  }

  /** Spark's settings: those of spark-submit; the application is named after the command. */
  static SparkConf conf(String command) {
    SparkConf conf = new SparkConf();
    if (conf.get("spark.app.name", MAIN_CLASS).equals(MAIN_CLASS)) {
      conf.setAppName("Lockstep " + command); // spark-submit's own name is the main class
    }
    conf.setIfMissing("spark.executorEnv.OPENBLAS_NUM_THREADS", "1"); // as submit.sh does here
    PackedDataset.prepare(conf);
    AllReduceAggregation.prepare(conf);
    return conf;
  }

  /**
   * How file systems are reached before Spark has started: Hadoop's own settings, and over them
   * those that Spark's {@code spark.hadoop.*} name.
   */
  static Configuration hadoop(SparkConf conf) {
    Configuration hadoop = new Configuration();
    for (Tuple2<String, String> setting : conf.getAllWithPrefix("spark.hadoop.")) {
      hadoop.set(setting._1(), setting._2());
    }
    return hadoop;
  }

  /** Starts Spark. */
  static StartingSpark with(CommandContext context, SparkConf conf) {
    FutureTask<JavaSparkContext> start = new FutureTask<>(() -> context.spark().apply(conf));
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
      return; // get() has thrown it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    spark.close();
  }
}
