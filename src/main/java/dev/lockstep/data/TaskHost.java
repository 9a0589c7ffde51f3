package dev.lockstep.data;

import org.apache.spark.SparkEnv;

/** Which machine of a cluster tells of a fault. */
final class TaskHost {
  private TaskHost() {}

  /**
   * What to add to a path.
   *
   * @return {@code " on host NAME"} in an executor, as the cluster calls its host; nothing in the
   *     driver, whose machine is the user's
   */
  static String suffix() {
    SparkEnv env = SparkEnv.get();
    return env == null || env.executorId().equals("driver")
        ? ""
        : " on host " + env.blockManager().blockManagerId().host();
  }
}
