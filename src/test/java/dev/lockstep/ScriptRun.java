package dev.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a run of {@code submit.sh} left behind; {@code words} are the arguments that {@code
 * spark-submit} was given.
 */
record ScriptRun(int exit, List<String> words, String out, String err) {

  /**
   * Runs a command to its end in {@code folder}, on empty standard input, with nothing of the
   * caller's settings for Spark, Lockstep and the terminal, and with {@code environment}.
   */
  static ScriptRun of(Path folder, List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(Files.writeString(folder.resolve("empty"), "").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(ScriptRun::isRead);
    variables.putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running: " + command + " " + Files.readString(err));
    }
    String text = Files.readString(out);
    List<String> given = Arrays.asList(text.split("\0", -1));
    return new ScriptRun(
        process.exitValue(), given.subList(0, given.size() - 1), text, Files.readString(err));
  }

  private static boolean isRead(String variable) {
    return variable.startsWith("SPARK_")
        || variable.startsWith("LOCKSTEP_")
        || variable.equals("MASTER")
        || variable.equals("COLUMNS");
  }

  /** One line on standard error that contains {@code message}, no other output, and exit 2. */
  void assertMistake(String message) {
    assertTrue(err.matches("submit\\.sh: .*\\Q" + message + "\\E.*\\n"), err);
    assertEquals("", out);
    assertEquals(2, exit);
  }

  /** The words of a line without quotes. */
  static List<String> split(String line) {
    return line.isEmpty() ? List.of() : Arrays.asList(line.trim().split("\\s+", -1));
  }

  @SafeVarargs
  static List<String> concat(List<String>... lists) {
    List<String> all = new ArrayList<>();
    for (List<String> list : lists) {
      all.addAll(list);
    }
    return all;
  }
}
