package dev.lockstep.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A command that does not outlive this JVM, however it ends: a shell holds its process group, and
 * kills it at the end of standard input.
 */
final class Leashed {
  private static final String SHELL =
      """
      exec 3<&0
      set -m
      "$@" 3<&- </dev/null & child=$!
      (cat <&3; kill -KILL -- -$child) >/dev/null 2>&1 & watch=$!
      set +m
      wait $child
      code=$?
      exec 2>/dev/null # or the shell would tell of it
      kill -KILL -- -$watch
      exit $code
      """;

  private Leashed() {}

  /** Starts it, with none of the caller's settings for Spark and Lockstep. */
  static Process start(
      List<String> command, Path at, Map<String, String> environment, Path out, Path err)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("bash", "-c", SHELL, "leash"));
    words.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(at.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    forget(builder.environment());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Takes the caller's settings for Spark and Lockstep out of an environment. */
  static void forget(Map<String, String> environment) {
    environment.keySet().removeIf(name -> name.matches("(SPARK|LOCKSTEP)_.*"));
  }
}
