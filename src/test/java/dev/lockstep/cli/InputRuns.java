package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Commands on inputs as people have them, in a folder of the test's own. */
abstract class InputRuns {
  static final Path CASES = Path.of("src/test/resources/cases");

  @TempDir Path temporary;

  static String of(String name) {
    return CASES.resolve(name).toString();
  }

  final String at(String name) {
    return temporary.resolve(name).toString();
  }

  final String write(String name, String text) throws IOException {
    Path file = temporary.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  final String read(String name) throws IOException {
    return Files.readString(temporary.resolve(name));
  }

  final JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(temporary.resolve(name).toFile());
  }

  /** What a training that has succeeded says last: the fingerprint of what it has learned. */
  static String hash(CommandRun run) {
    assertEquals(0, run.exitCode(), run.err());
    return run.errLines().get(run.errLines().size() - 1);
  }

  static CommandRun run(String... words) {
    return CommandRun.withSpark(Map.of(), words);
  }

  /** Trains one epoch. */
  final CommandRun train(String data, String out, String... options) {
    List<String> words =
        new ArrayList<>(
            List.of("train", "--data", data, "--out", at(out), "--epochs=1", "--batch-size=10"));
    words.addAll(List.of(options));
    if (Stream.of(options).noneMatch(option -> option.startsWith("--hidden"))) {
      words.add("--hidden=8");
    }
    return run(words.toArray(String[]::new));
  }

  /** The fingerprint of what a training has learned. */
  final String trained(String data, String out, String... options) {
    return hash(train(data, out, options));
  }

  final CommandRun predict(String model, String input, String... options) {
    List<String> words =
        new ArrayList<>(List.of("predict", "--model", at(model), "--input", input));
    words.addAll(List.of("--overwrite", "--out", at("predictions")));
    words.addAll(List.of(options));
    return run(words.toArray(String[]::new));
  }

  final CommandRun evaluate(String model, String data, String... options) {
    List<String> words = new ArrayList<>(List.of("evaluate", "--model", at(model), "--data", data));
    words.addAll(List.of("--overwrite", "--out", at("evaluation")));
    words.addAll(List.of(options));
    return run(words.toArray(String[]::new));
  }

  /** All lines of predictions, without the header of any part but the first. */
  final List<String> predicted(String model, String input, String... options) throws IOException {
    CommandRun run = predict(model, input, options);
    assertEquals(0, run.exitCode(), run.err());
    List<String> lines = new ArrayList<>();
    try (Stream<Path> parts = Files.list(temporary.resolve("predictions"))) {
      for (Path part :
          parts
              .filter(file -> file.getFileName().toString().startsWith("part-"))
              .sorted()
              .toList()) {
        List<String> all = Files.readAllLines(part);
        lines.addAll(lines.isEmpty() ? all : all.subList(1, all.size()));
      }
    }
    return lines;
  }

  final void assertOptionsOfCsvAreRefused(String data, String kind) {
    for (String option : List.of("label=1", "delimiter=tab", "header=no", "features=1-3")) {
      assertMistake(
          "--%s is for CSV, the data are %s. Leave it out, or say --format csv."
              .formatted(option.substring(0, option.indexOf('=')), kind),
          train(data, "n", "--" + option));
    }
  }

  /** Expects one line, or one behind what was announced, and no result. */
  static void assertMistake(String message, CommandRun run) {
    List<String> lines = run.errLines();
    assertEquals(message, lines.get(lines.size() - 1), run.err());
    assertEquals(2, run.exitCode());
    assertEquals("", run.out());
  }
}
