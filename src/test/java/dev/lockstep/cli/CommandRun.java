package dev.lockstep.cli;

import dev.lockstep.LocalSpark;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;

/** What a command did in this JVM. */
record CommandRun(int exitCode, String out, String err) {
  /** Runs a command that must fail before it asks for Spark. */
  static CommandRun withoutSpark(Map<String, String> environment, String... args) {
    return run(environment, false, args);
  }

  /** Runs a command on the shared Spark, which stays open. */
  static CommandRun withSpark(Map<String, String> environment, String... args) {
    return run(environment, true, args);
  }

  private static CommandRun run(Map<String, String> environment, boolean spark, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            conf -> {
              if (!spark) {
                throw new AssertionError("Spark has been started");
              }
              return borrowed();
            });
    int exitCode = Commands.run(surroundings, args);
    return new CommandRun(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** The shared context, which its borrower does not stop. */
  static JavaSparkContext borrowed() {
    return new JavaSparkContext(LocalSpark.spark().sc()) {
      @Override
      public void close() {}
    };
  }

  List<String> errLines() {
    return err.lines().toList();
  }
}
