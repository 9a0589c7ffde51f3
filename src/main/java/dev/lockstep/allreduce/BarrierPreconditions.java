package dev.lockstep.allreduce;

import dev.lockstep.aggregate.Slots;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.transport.Rendezvous;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** What Spark must be like for a barrier stage to run at all, and at once. */
final class BarrierPreconditions {
  /**
   * What stands in the way.
   *
   * @param fact what is so, without a full stop
   * @param remedy what to do about it, in sentences
   */
  record Obstacle(String fact, String remedy) {
    InvalidInputException mistake() {
      return new InvalidInputException(
          "--aggregation allreduce cannot work: %s. %s".formatted(fact, remedy));
    }
  }

  private BarrierPreconditions() {}

  /** The first that is not met by a running context whose {@code tasks} tasks must run at once. */
  static Optional<Obstacle> obstacle(JavaSparkContext spark, int tasks) {
    return obstacle(spark.getConf(), Slots.executors(spark), Slots.count(spark.sc()), tasks);
  }

  /**
   * The first that is not met, given how many JVMs compute and how many tasks they can run at once.
   */
  static Optional<Obstacle> obstacle(SparkConf conf, int executors, int slots, int tasks) {
    Optional<String> setting =
        Stream.of("spark.dynamicAllocation.enabled", "spark.speculation")
            .filter(key -> conf.getBoolean(key, false))
            .findFirst();
    if (setting.isPresent()) {
      return Optional.of(
          new Obstacle(
              setting.get() + "=true, and its tasks need each other",
              "Set it to false, or use --aggregation tree."));
    }
    if (executors > 1 && !Rendezvous.isIn(conf)) {
      return Optional.of(
          new Obstacle(
              "there are %d executors, and %s lacks %s"
                  .formatted(executors, Rendezvous.PLUGINS, Rendezvous.class.getName()),
              "Add it before the application begins."));
    }
    if (slots < tasks) {
      return Optional.of(
          new Obstacle(
              "all %d partitions must run at once, and there are cores for %d"
                  .formatted(tasks, slots),
              "Lower --partitions to %d, or give more cores, as in --master local[%d]."
                  .formatted(slots, tasks)));
    }
    return Optional.empty();
  }
}
