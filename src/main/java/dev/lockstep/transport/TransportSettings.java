package dev.lockstep.transport;

import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;

/** What can be set of the exchange between executors, among Spark's own settings. */
public final class TransportSettings {
  /** Spark's name for the plugins of an application. */
  public static final String PLUGINS = "spark.plugins";

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

  /** Adds {@link Rendezvous} to the plugins of an application that has not begun. */
  public static void addRendezvous(SparkConf conf) {
    String others = conf.get(PLUGINS, "");
    if (!hasRendezvous(conf)) {
      String own = Rendezvous.class.getName();
      conf.set(PLUGINS, others.isBlank() ? own : others + "," + own);
    }
  }

  /**
   * Whether an application has {@link Rendezvous} among its plugins, so that its executors can find
   * each other.
   */
  public static boolean hasRendezvous(SparkConf conf) {
    return conf.get(PLUGINS, "").contains(Rendezvous.class.getName());
  }
}
