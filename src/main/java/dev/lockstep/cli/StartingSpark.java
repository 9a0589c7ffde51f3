package dev.lockstep.cli;

import dev.lockstep.allreduce.AllReduceAggregation;
import dev.lockstep.pack.PackedDataset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

  private final CompletableFuture<JavaSparkContext> start;

  private StartingSpark(CompletableFuture<JavaSparkContext> start) {
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
    return new StartingSpark(
        CompletableFuture.supplyAsync(
            () -> context.spark().apply(conf),
            start -> {
              Thread thread = new Thread(start, "start of Spark");
              thread.setDaemon(true);
              thread.start();
            }));
  }

  /** Waits for the context, the one that is closed with this. */
  JavaSparkContext get() {
    try {
      return start.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  @Override
  public void close() {
    if (start.handle((spark, failure) -> failure == null).join()) { // else get() has thrown it
      start.join().close();
    }
  }
}
