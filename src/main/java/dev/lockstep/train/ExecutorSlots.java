package dev.lockstep.train;

import dev.lockstep.aggregate.Slots;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import scala.jdk.javaapi.CollectionConverters;

/** Waits for the executors of a cluster that has just begun. */
public final class ExecutorSlots {
  /** How long after one executor another that was started with it may come. */
  private static final long QUIET_MILLIS = 3000;

  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int UNKNOWN = Integer.MAX_VALUE;

  private ExecutorSlots() {}

  /**
   * Counts what the executors run at once, when they are there to be counted: a cluster's register
   * one after the other, and Spark runs its first job on the first. They are complete
   *
   * <ul>
   *   <li>when they have the cores that were asked for ({@code spark.cores.max}, or {@code
   *       spark.executor.instances} times {@code spark.executor.cores}), or when none has come for
   *       {@code spark.scheduler.maxRegisteredResourcesWaitingTime} (30 s);
   *   <li>where no number was asked for, when none has come for three seconds.
   * </ul>
   *
   * @param spark a running context
   * @return the number of tasks that the executors run at once, 1 or more
   */
  public static int await(JavaSparkContext spark) {
    if (spark.isLocal()) {
      return Slots.count(spark.sc());
    }
    spark.setJobDescription("Waiting for executors");
    spark.parallelize(List.of(1), 1).count();
    spark.setJobDescription(null);
    SparkConf conf = spark.getConf();
    return awaitSlots(spark.sc(), expectedSlots(conf), patienceMillis(conf));
  }

  /** How many tasks the executors that were asked for run at once. */
  static int expectedSlots(SparkConf conf) {
    int cores = conf.getInt("spark.cores.max", 0);
    if (cores == 0) {
      cores = conf.getInt("spark.executor.instances", 0) * conf.getInt("spark.executor.cores", 1);
    }
    return cores == 0 ? UNKNOWN : cores / conf.getInt("spark.task.cpus", 1);
  }

  /** How long after one executor the next may come. */
  private static long patienceMillis(SparkConf conf) {
    return expectedSlots(conf) == UNKNOWN
        ? QUIET_MILLIS
        : 1000 * conf.getTimeAsSeconds("spark.scheduler.maxRegisteredResourcesWaitingTime", "30s");
  }

  private static int awaitSlots(SparkContext spark, int expected, long patienceMillis) {
    int slots = Slots.count(spark);
    while (slots < expected && System.currentTimeMillis() < newest(spark) + patienceMillis) {
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      slots = Slots.count(spark);
    }
    return Math.max(1, slots);
  }

  /** When the last executor came, in milliseconds. */
  private static long newest(SparkContext spark) {
    return CollectionConverters.asJava(spark.statusStore().executorList(true)).stream()
        .filter(executor -> !executor.id().equals("driver"))
        .mapToLong(executor -> executor.addTime().toInstant().toEpochMilli())
        .max()
        .orElse(0);
  }
}
