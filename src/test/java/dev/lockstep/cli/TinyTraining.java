package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs of {@code train} on tiny images, for a test to stop and go on with. */
abstract class TinyTraining {
  @TempDir Path temporary;

  @BeforeEach
  void writeData() throws IOException {
    TinyImages.write(temporary.resolve("data/mnist"));
  }

  final CommandRun train(String out, String... options) {
    return CommandRun.withSpark(environment(), words(out, options));
  }

  /** Trains, and does something when a text stands in the table. */
  final CommandRun train(String text, Runnable then, String out, String... options) {
    return CommandRun.withSpark(environment(), text, then, words(out, options));
  }

  private Map<String, String> environment() {
    return Map.of("LOCKSTEP_HOME", temporary.toString());
  }

  private String[] words(String out, String... options) {
    List<String> words = new ArrayList<>(List.of("train"));
    for (String usual : List.of("--hidden=5", "--batch-size=4")) {
      String name = usual.substring(0, usual.indexOf('=') + 1);
      if (Stream.of(options).noneMatch(option -> option.startsWith(name))) {
        words.add(usual);
      }
    }
    words.addAll(List.of("--out", out.contains(":") ? out : path(out).toString()));
    words.addAll(List.of(options));
    return words.toArray(String[]::new);
  }

  final Path path(String name) {
    return temporary.resolve(name);
  }

  final void assertMistake(String message, CommandRun run) {
    assertEquals(message + "\n", run.err());
    assertEquals(2, run.exitCode());
    assertEquals("", run.out());
  }

  final List<String> tree(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(path(folder))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> path(folder).relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  static String lastLine(CommandRun run) {
    return run.errLines().get(run.errLines().size() - 1);
  }
}
