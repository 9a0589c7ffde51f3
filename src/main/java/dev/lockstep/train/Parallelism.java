package dev.lockstep.train;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/** How many tasks a cluster runs at once. */
public final class Parallelism {
  private Parallelism() {}

  /**
   * Asks Spark, once an executor is there to be counted: until a job has run, a cluster's are still
   * on their way.
   *
   * @param spark a running context
   * @return {@code spark.default.parallelism}, by default the cores of all executors
   */
  public static int of(JavaSparkContext spark) {
    if (!spark.isLocal()) {
      spark.setJobDescription("Waiting for executors");
      spark.parallelize(List.of(1), 1).count();
      spark.setJobDescription(null);
    }
    return spark.defaultParallelism();
  }
}
