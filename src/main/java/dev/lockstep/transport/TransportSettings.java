package dev.lockstep.transport;

import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;

/** What can be set of the exchange between executors, among Spark's own settings. */
public final class TransportSettings {
  static final String PORT = "spark.lockstep.port";
  static final String BIND_ADDRESS = "spark.lockstep.bindAddress";
  private static final String EXCHANGE_TIMEOUT = "spark.lockstep.exchangeTimeout";
  private static final String EXECUTOR_TIMEOUT = "spark.lockstep.executorTimeout";

  private TransportSettings() {}

  /**
   * How long a task waits for the others, in nanoseconds, at least a second: {@code
   * spark.lockstep.exchangeTimeout}, by default {@code spark.network.timeout}.
   */
  public static long exchangeTimeoutNanos(SparkConf conf) {
    String network = conf.get("spark.network.timeout", "120s");
    long seconds = conf.getTimeAsSeconds(EXCHANGE_TIMEOUT, network);
    return TimeUnit.SECONDS.toNanos(Math.max(1, seconds));
  }

  /**
   * How long the driver waits for executors in the place of lost ones, in nanoseconds: {@code
   * spark.lockstep.executorTimeout}, by default a minute.
   */
  public static long executorTimeoutNanos(SparkConf conf) {
    return TimeUnit.SECONDS.toNanos(conf.getTimeAsSeconds(EXECUTOR_TIMEOUT, "60s"));
  }
}
