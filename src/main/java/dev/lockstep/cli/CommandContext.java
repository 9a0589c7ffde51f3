package dev.lockstep.cli;

import dev.lockstep.rows.Understood;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.lang3.StringUtils;
import org.apache.hadoop.util.ShutdownHookManager;
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
public record CommandContext(
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Function<SparkConf, JavaSparkContext> spark) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss");

  /** Before Spark stops its context, at 50 and below. */
  private static final int BEFORE_SPARK = 1000;

  /**
   * The context of this process.
   *
   * @return its streams, its environment and a new Spark context
   */
  public static CommandContext ofProcess() {
    return new CommandContext(System.out, System.err, System.getenv(), CommandContext::start);
  }

  /** Spark, which says nothing of cancelled tasks after Ctrl-C. */
  private static JavaSparkContext start(SparkConf conf) {
    JavaSparkContext spark = new JavaSparkContext(conf);
    ShutdownHookManager.get().addShutdownHook(() -> spark.setLogLevel("OFF"), BEFORE_SPARK);
    return spark;
  }

  /** Prints a line for the user, not part of the result. */
  void say(String line) {
    err.println(line);
  }

  /** Prints what the input was taken for: lines indented, their texts one below the other. */
  void announce(List<Understood> understood) {
    int width = understood.stream().mapToInt(line -> line.what().length()).max().orElse(0);
    understood.forEach(
        line -> say("  %s  %s".formatted(StringUtils.rightPad(line.what(), width), line.text())));
  }

  /** The project's folder, or the current one. */
  Path home() {
    return Path.of(environment.getOrDefault("LOCKSTEP_HOME", "")).toAbsolutePath();
  }

  /** The data set that comes with the project. */
  org.apache.hadoop.fs.Path mnist() {
    return local(home().resolve("data/mnist"));
  }

  /** A file of this machine, whatever Hadoop's default file system is. */
  static org.apache.hadoop.fs.Path local(Path file) {
    return new org.apache.hadoop.fs.Path("file", null, file.toString());
  }

  /**
   * Where a command writes when it is not told where: a folder in {@code runs/}, named after the
   * time.
   *
   * @param suffix follows the time
   */
  static org.apache.hadoop.fs.Path newFolder(String suffix) {
    String time = LocalDateTime.now(ZoneId.systemDefault()).format(TIME);
    return new org.apache.hadoop.fs.Path("runs", time + suffix);
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
