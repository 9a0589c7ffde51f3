package dev.lockstep.cli;

import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.api.java.JavaSparkContext;

/** Silences Spark on Ctrl-C: tasks that are cut off are no news to who cut them off. */
final class QuietShutdown {
  /** Spark stops its context at 50 and below. */
  private static final int BEFORE_SPARK = 1000;

  private QuietShutdown() {}

  static JavaSparkContext of(JavaSparkContext spark) {
    ShutdownHookManager.get().addShutdownHook(() -> spark.setLogLevel("OFF"), BEFORE_SPARK);
    return spark;
  }
}
