package dev.lockstep.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One whole run of a contender, from the start of its process to its end.
 *
 * @param seconds wall time
 * @param secondsTo97 to the first line with a test rate of 97.00 % or more; NaN if there was none
 * @param table what it printed
 * @param errors what it wrote to standard error
 */
record JobRun(double seconds, double secondsTo97, List<String> table, List<String> errors) {
  private static final double ENOUGH = 97.00;

  /**
   * Runs a command to its end.
   *
   * @param command its output is taken
   * @param errorFile receives its standard error
   * @throws IllegalStateException if it fails, with the end of its standard error
   */
  static JobRun of(ProcessBuilder command, Path errorFile)
      throws IOException, InterruptedException {
    List<String> table = new ArrayList<>();
    double secondsTo97 = Double.NaN;
    long start = System.nanoTime();
    Process process = command.redirectError(errorFile.toFile()).start();
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        table.add(line);
        if (Double.isNaN(secondsTo97) && TutorialTable.testRate(line) >= ENOUGH) {
          secondsTo97 = (System.nanoTime() - start) / 1e9;
        }
      }
      int exit = process.waitFor();
      double seconds = (System.nanoTime() - start) / 1e9;
      List<String> errors = Files.readAllLines(errorFile);
      if (exit != 0) {
        throw new IllegalStateException(
            "%s ended with %d:%n%s"
                .formatted(
                    command.command(),
                    exit,
                    String.join(
                        "\n", errors.subList(Math.max(0, errors.size() - 20), errors.size()))));
      }
      return new JobRun(seconds, secondsTo97, List.copyOf(table), errors);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** What standard error says behind a prefix, the last time it does. */
  Optional<String> said(String prefix) {
    return errors.stream()
        .filter(line -> line.startsWith(prefix))
        .reduce((earlier, later) -> later)
        .map(line -> line.substring(prefix.length()).strip());
  }
}
