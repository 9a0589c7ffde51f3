package dev.lockstep.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A job that was handed to {@code submit.sh} or {@code spark-submit}. */
final class Submission {
  private final Process process;
  private final Path out;
  private final Path err;

  private Submission(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts one.
   *
   * @param folder gets what it says, in {@code name.out} and {@code name.err}
   * @param at the working folder
   * @param command program, options of Spark and words of Lockstep
   */
  static Submission start(
      Path folder, String name, Path at, List<String> command, Map<String, String> environment)
      throws IOException {
    Path out = folder.resolve(name + ".out");
    Path err = folder.resolve(name + ".err");
    return new Submission(Leashed.start(command, at, environment, out, err), out, err);
  }

  /** Waits for the table's line of an epoch. */
  void awaitEpoch(int epoch) throws IOException, InterruptedException {
    String start = "%3d ".formatted(epoch);
    awaitBeforeEnd(
        () -> out().lines().filter(row -> row.startsWith(start)).findFirst(), "epoch " + epoch);
  }

  /** Waits for what is to be seen before it ends. */
  <T> T awaitBeforeEnd(Await.Look<T> look, String what) throws IOException, InterruptedException {
    return Await.seen(
        () -> {
          boolean ended = !process.isAlive();
          Optional<T> seen = look.at();
          if (ended && seen.isEmpty()) {
            throw new AssertionError("ended before " + what + ": " + err());
          }
          return seen;
        },
        this::err);
  }

  /** Waits for its end. */
  Submission awaitEnd() throws IOException, InterruptedException {
    Await.seen(() -> process.isAlive() ? Optional.empty() : Optional.of(true), this::err);
    return this;
  }

  /** Waits for a good end. */
  Submission awaitSuccess() throws IOException, InterruptedException {
    awaitEnd();
    assertEquals(0, exit(), err());
    return this;
  }

  /** Kills the driver with SIGKILL. */
  void kill() throws IOException, InterruptedException {
    process.descendants().filter(Submission::isJava).forEach(ProcessHandle::destroyForcibly);
    awaitEnd();
    assertEquals(128 + 9, exit());
  }

  private static boolean isJava(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("/java");
  }

  int exit() {
    return process.exitValue();
  }

  String out() {
    return read(out);
  }

  String err() {
    return read(err);
  }

  /** The last line of standard error: the hash of a run that ended well. */
  String lastLine() {
    List<String> lines = err().lines().toList();
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  /** The table of a training that ended well, and the hash. */
  List<String> result() {
    return Stream.concat(out().lines(), Stream.of(lastLine())).toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Kills what still runs. */
  void stop() throws IOException, InterruptedException {
    process.getOutputStream().close();
    awaitEnd();
  }
}
