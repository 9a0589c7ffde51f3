package dev.lockstep.transport;

import java.util.List;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;

/** Executors' ends of connections without executors: any number of them in one JVM. */
public final class TestEndpoint {
  private TestEndpoint() {}

  /**
   * Spark's settings, without any of the system's.
   *
   * @return with an application's name, which authentication needs
   */
  public static SparkConf conf() {
    return new SparkConf(false)
        .set("spark.app.id", "app-of-the-test")
        .set("spark.master", "spark://127.0.0.1:1");
  }

  /**
   * Begins to listen on loopback.
   *
   * @param conf Spark's settings
   * @return to be closed
   */
  public static Endpoint open(SparkConf conf) {
    return new Endpoint(conf, security(conf), "127.0.0.1");
  }

  static SecurityManager security(SparkConf conf) {
    return new SecurityManager(
        conf,
        SecurityManager.$lessinit$greater$default$2(),
        SecurityManager.$lessinit$greater$default$3());
  }

  /**
   * How others see an endpoint.
   *
   * @param name of its executor
   * @param endpoint where it listens
   * @param tasks its partitions
   * @return the peer
   */
  public static Peer peer(String name, Endpoint endpoint, List<Integer> tasks) {
    return new Peer(name, endpoint.host(), endpoint.port(), tasks);
  }
}
