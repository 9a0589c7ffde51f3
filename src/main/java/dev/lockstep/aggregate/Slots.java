package dev.lockstep.aggregate;

import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;

/** What a cluster runs at once, now. */
public final class Slots {
  private Slots() {}

  /** How many tasks the registered executors can run at once: 0 or more. */
  public static int count(SparkContext spark) {
    return spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile());
  }

  /** How many JVMs compute: 1 in local mode. */
  public static int executors(JavaSparkContext spark) {
    return spark.isLocal() ? 1 : spark.sc().statusTracker().getExecutorInfos().length - 1;
  }
}
