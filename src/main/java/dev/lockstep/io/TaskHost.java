package dev.lockstep.io;

import org.apache.spark.SparkEnv;

/** Which machine of a cluster tells of a fault. */
public final class TaskHost {
  private TaskHost() {}

  /**
   * What to add to a path.
   *
   * @return {@code " on host NAME"} in an executor, as the cluster calls its host; nothing in the
   *     driver, whose machine is the user's
   */
  public static String suffix() {
    SparkEnv env = SparkEnv.get();
    return env == null || env.executorId().equals("driver")
        ? ""
        : " on host " + env.blockManager().blockManagerId().host();
  }
}
