package dev.lockstep.benchmark;

import dev.lockstep.model.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.apache.spark.package$;

/**
 * The Markdown of one call of a benchmark: shown line by line as it comes, and added at the end to
 * {@code src/test/benchmark-results/<date>-<name>.md}.
 */
final class Results {
  private static final Path FOLDER = Path.of("src/test/benchmark-results");

  private final String name;
  private final LocalDateTime began =
      LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
  private final StringBuilder text = new StringBuilder();

  /**
   * Begins with the machine.
   *
   * @param name of the file
   * @param title what was measured, and how
   */
  Results(String name, String title) throws IOException {
    this.name = name;
    line("# " + title + "\n");
    line("- Time: " + began + " UTC");
    Environment here = Environment.here(package$.MODULE$.SPARK_VERSION());
    line("- CPU: %s, %d cores".formatted(cpu(), here.cpus()));
    line(
        "- JVM: %s, heap up to %d MB"
            .formatted(here.jvm(), Runtime.getRuntime().maxMemory() >> 20));
    line("- Commit: %s%n".formatted(here.revision()));
  }

  private static String cpu() throws IOException {
    Path file = Path.of("/proc/cpuinfo");
    try (var lines = Files.exists(file) ? Files.lines(file) : Stream.<String>empty()) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }

  /** Adds a line, and shows it. */
  void line(String line) {
    System.out.println(line);
    text.append(line).append('\n');
  }

  /** Adds a line of a table, and shows it. */
  void row(Object... cells) {
    StringBuilder row = new StringBuilder("|");
    for (Object cell : cells) {
      row.append(' ').append(cell).append(" |");
    }
    line(row.toString());
  }

  /** Adds the two lines that a table begins with, and shows them. */
  void head(Object... cells) {
    row(cells);
    line("|" + "---|".repeat(cells.length));
  }

  /** Adds everything to the day's file. */
  void write() throws IOException {
    Files.createDirectories(FOLDER);
    Path file = FOLDER.resolve("%s-%s.md".formatted(began.toLocalDate(), name));
    String before = Files.exists(file) ? "\n" : "";
    Files.writeString(file, before + text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    System.out.println("\nWritten to " + file);
  }
}
