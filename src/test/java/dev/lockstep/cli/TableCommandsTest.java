package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three commands on the penguins, one after the other. */
final class TableCommandsTest {
  private static final String PENGUINS = "data/penguins/penguins.csv";

  @TempDir Path temporary;

  private static CommandRun run(String... words) {
    return CommandRun.withSpark(Map.of(), words);
  }

  private String at(String name) {
    return temporary.resolve(name).toString();
  }

  @BeforeEach
  void train() {
    CommandRun run =
        run(
            "train",
            "--data=" + PENGUINS,
            "--label=species",
            "--on-bad-row=skip",
            "--hidden=8",
            "--epochs=3",
            "--batch-size=20",
            "--test-fraction=0.2",
            "--out=" + at("run"));
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(
        run.err()
            .contains("ignored    'island' (words, such as 'Torgersen'), 'sex' (words, such as "),
        run.err());
  }

  private List<String> predict(String input, String out) throws IOException {
    CommandRun run =
        run(
            "predict",
            "--model=" + at("run"),
            "--input=" + input,
            "--on-bad-row=skip",
            "--out=" + at(out));
    assertEquals(0, run.exitCode(), run.err());
    List<String> lines = new ArrayList<>();
    try (Stream<Path> parts = Files.list(temporary.resolve(out))) {
      for (Path part :
          parts
              .filter(file -> file.getFileName().toString().startsWith("part-"))
              .sorted()
              .toList()) {
        lines.addAll(Files.readAllLines(part));
      }
    }
    return lines;
  }

  @Test
  void predictionsAreTheSameWithLabelsWithoutAndInAnotherOrder() throws IOException {
    List<String> expected = predict(PENGUINS, "labelled");
    assertEquals(343, expected.size()); // a header, and all rows but two
    assertTrue(expected.get(1).matches("0,(Adelie|Chinstrap|Gentoo),.*"), expected.get(1));
    List<String> turned = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(PENGUINS))) {
      String[] cells = line.split(",", -1);
      turned.add(String.join("\t", cells[5], cells[4], cells[3], cells[2]));
    }
    Path other = Files.write(temporary.resolve("turned.tsv"), turned);
    CommandRun run =
        run(
            "predict",
            "--model=" + at("run"),
            "--input=" + other,
            "--delimiter=tab",
            "--on-bad-row=skip",
            "--out=" + at("turned"));
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.err().contains(": 342 rows, 2 left out, 3 classes;"), run.err());
    assertEquals(expected, Files.readAllLines(temporary.resolve("turned/part-00000.csv")));
  }

  @Test
  void theOptionsOfATableMayStandInAFile() throws IOException {
    String keys =
        """
        format=csv
        label=species
        on-bad-row=skip
        hidden=8
        epochs=3
        batch-size=20
        test-fraction=0.2
        """;
    Path file = Files.writeString(temporary.resolve("penguins.properties"), keys);
    CommandRun run = run("train", "--data=" + PENGUINS, "--config=" + file, "--out=" + at("again"));
    assertEquals(0, run.exitCode(), run.err());
    assertArrayEquals(
        Files.readAllBytes(temporary.resolve("run/model/model.npz")),
        Files.readAllBytes(temporary.resolve("again/model/model.npz")));
  }

  @Test
  void anEvaluationKnowsTheWordsOfTheLabels() throws IOException {
    CommandRun run =
        run(
            "evaluate",
            "--model=" + at("run"),
            "--data=" + PENGUINS,
            "--on-bad-row=skip",
            "--out=" + at("evaluation"));
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("Chinstrap"), run.out());
    assertTrue(
        Files.readString(temporary.resolve("evaluation/confusion.csv"))
            .contains("Adelie,Chinstrap,Gentoo"));
  }

  @Test
  void mistakesAreToldInOneLineAndLeaveNothing() throws IOException {
    Path other =
        Files.writeString(
            temporary.resolve("other.csv"),
            Files.readString(Path.of(PENGUINS)).replace("Gentoo", "Emperor").replace("NA", "1"));
    Path bad =
        Files.writeString(
            temporary.resolve("bad.csv"), Files.readString(Path.of(PENGUINS)).replace("NA", "x"));
    Map<String, List<String>> mistakes =
        Map.of(
            "Cannot use "
                + other
                + ": row 220 has label Emperor, which the model does not know."
                + " Known labels: Adelie, Chinstrap, Gentoo.",
            List.of("--data=" + other),
            "Cannot read "
                + bad
                + ": line 5, column bill_length_mm: 'x' is not a finite number (if it stands for a"
                + " missing value: --na). Correct the row, or leave out such rows: --on-bad-row"
                + " skip.",
            List.of("--data=" + bad),
            "--split is for folders of IDX files, the data are a table. Leave it out.",
            List.of("--data=" + PENGUINS, "--split=train"),
            "--label is for CSV, the data are images. Leave it out, or say --format csv.",
            List.of("--data=data/mnist", "--label=species"),
            "Cannot read "
                + PENGUINS
                + ": it has no column 'genus', which --label names. Its"
                + " columns: species, island, bill_length_mm, bill_depth_mm, flipper_length_mm,"
                + " body_mass_g, sex.",
            List.of("--data=" + PENGUINS, "--label=genus"));
    mistakes.forEach(
        (message, options) -> {
          List<String> words = new ArrayList<>(List.of("evaluate", "--model=" + at("run")));
          words.addAll(options);
          words.add("--out=" + at("out"));
          CommandRun run = run(words.toArray(String[]::new));
          assertEquals(message + "\n", run.err());
          assertEquals(2, run.exitCode());
          assertEquals("", run.out());
          assertTrue(Files.notExists(temporary.resolve("out")));
        });
  }
}
