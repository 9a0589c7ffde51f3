package dev.lockstep;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** The Spark of the tests: one {@code local[8,2]} context a JVM. */
public final class LocalSpark {
  private static JavaSparkContext spark;

  private LocalSpark() {}

  /**
   * The shared context, made at the first call; it stops with the JVM, which Spark sees to itself.
   *
   * @return a running context; no test stops it
   */
  public static synchronized JavaSparkContext spark() {
    if (spark == null) {
      spark =
          new JavaSparkContext(
              new SparkConf()
                  .setMaster("local[8,2]")
                  .setAppName("Lockstep tests")
                  .set("spark.ui.enabled", "false"));
    }
    return spark;
  }
}
