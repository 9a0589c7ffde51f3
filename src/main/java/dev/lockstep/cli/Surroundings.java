package dev.lockstep.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What a command finds around it; a test gives its own.
 *
 * @param out gets the result and nothing else
 * @param err gets progress and errors
 * @param environment {@code LOCKSTEP_HOME}, the project's folder; {@code LOCKSTEP_TERMINAL}, {@code
 *     true} where {@code err} is a terminal; {@code COLUMNS}, its width
 * @param spark starts Spark
 */
public record Surroundings(
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Function<SparkConf, JavaSparkContext> spark) {

  /**
   * The surroundings of this process.
   *
   * @return its streams, its environment and a new Spark context
   */
  public static Surroundings ofProcess() {
    return new Surroundings(
        System.out,
        System.err,
        System.getenv(),
        conf -> QuietShutdown.of(new JavaSparkContext(conf)));
  }

  /** The project's folder, or the current one. */
  Path home() {
    return Path.of(environment.getOrDefault("LOCKSTEP_HOME", "")).toAbsolutePath();
  }

  /** The data set that comes with the project. */
  org.apache.hadoop.fs.Path mnist() {
    return OptionValue.Place.local(home().resolve("data/mnist"));
  }

  /** Whether someone watches {@link #err}. */
  boolean isTerminal() {
    return "true".equals(environment.get("LOCKSTEP_TERMINAL"));
  }

  /** Characters in a line of the terminal. */
  int columns() {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(columns) : 80;
  }
}
