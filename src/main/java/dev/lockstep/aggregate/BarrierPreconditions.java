package dev.lockstep.aggregate;

import dev.lockstep.data.InvalidInputException;
import dev.lockstep.transport.Rendezvous;
import dev.lockstep.transport.TransportSettings;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;

/** What Spark must be like for a barrier stage to run at all, and at once. */
final class BarrierPreconditions {
  private BarrierPreconditions() {}

  /**
   * Checks them on a running context.
   *
   * @param spark the context
   * @param tasks P: how many tasks must run at once
   * @throws InvalidInputException saying what to change
   */
  static void check(JavaSparkContext spark, int tasks) {
    SparkContext context = spark.sc();
    int executors = spark.isLocal() ? 1 : context.statusTracker().getExecutorInfos().length - 1;
    check(spark.getConf(), executors, Slots.count(context), tasks);
  }

  /**
   * Checks them.
   *
   * @param conf Spark's settings
   * @param executors how many JVMs compute
   * @param slots how many tasks they can run at once
   * @param tasks P: how many tasks must run at once
   * @throws InvalidInputException saying what to change
   */
  static void check(SparkConf conf, int executors, int slots, int tasks) {
    refuse(conf, "spark.dynamicAllocation.enabled");
    refuse(conf, "spark.speculation");
    if (executors > 1 && !TransportSettings.hasRendezvous(conf)) {
      throw new InvalidInputException(
          "--aggregation allreduce needs %s=%s to be set before the application begins, since there are %d executors."
              .formatted(TransportSettings.PLUGINS, Rendezvous.class.getName(), executors));
    }
    if (slots < tasks) {
      throw new InvalidInputException(
          "--aggregation allreduce runs all %d partitions at once, and there are cores for %d. Lower --partitions to %d, or give more cores, as in --master local[%d]."
              .formatted(tasks, slots, slots, tasks));
    }
  }

  private static void refuse(SparkConf conf, String key) {
    if (conf.getBoolean(key, false)) {
      throw new InvalidInputException(
          "--aggregation allreduce cannot work with %s=true: its tasks need each other. Set it to false, or use --aggregation tree."
              .formatted(key));
    }
  }
}
