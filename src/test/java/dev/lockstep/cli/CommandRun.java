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
    return run(environment, false, new ByteArrayOutputStream(), args);
  }

  /** Runs a command on the shared Spark, which stays open. */
  static CommandRun withSpark(Map<String, String> environment, String... args) {
    return run(environment, true, new ByteArrayOutputStream(), args);
  }

  /**
   * Runs a command on the shared Spark, and does something as soon as a text stands on its standard
   * output, in the thread that has put it there.
   */
  static CommandRun withSpark(
      Map<String, String> environment, String text, Runnable then, String... args) {
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          private boolean seen;

          @Override
          public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            if (!seen && toString(StandardCharsets.UTF_8).contains(text)) {
              seen = true;
              then.run();
            }
          }
        };
    return run(environment, true, out, args);
  }

  private static CommandRun run(
      Map<String, String> environment, boolean spark, ByteArrayOutputStream out, String... args) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CommandContext context =
        new CommandContext(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            conf -> {
              if (!spark) {
                throw new AssertionError("Spark has been started");
              }
              return borrowed();
            });
    int exitCode = Commands.run(context, args);
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

  /** What standard error says, but for what the input was taken for. */
  List<String> toldLines() {
    return err.lines().filter(line -> !line.startsWith("  ")).toList();
  }

  List<String> errLines() {
    return err.lines().toList();
  }
}
