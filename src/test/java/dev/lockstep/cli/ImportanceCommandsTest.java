package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The importance of columns through {@code train} and {@code evaluate}. */
final class ImportanceCommandsTest extends InputRuns {
  private static final String TITLE = "Importance of the columns";

  private CommandRun evaluateTo(String out, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "evaluate",
                "--model=" + at("run"),
                "--data=data/penguins/penguins.csv",
                "--out=" + at(out)));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  @Test
  void whatIsFoundStandsOnThePageInTheTableAndInFiles() throws IOException {
    CommandRun trained =
        train("data/penguins/penguins.csv", "run", "--label=sex", "--test-fraction=0.2");
    assertEquals(0, trained.exitCode(), trained.err());
    assertTrue(read("run/report.html").contains(TITLE));

    CommandRun evaluated = evaluateTo("one", "--partitions=1", "--importance=3");
    assertEquals(0, evaluated.exitCode(), evaluated.err());
    assertTrue(evaluated.out().contains("importance (drop of accuracy)"), evaluated.out());
    JsonNode found = json("one/evaluation.json").get("importance");
    assertEquals("accuracy", found.get("metric").asText());
    assertEquals(3, found.at("/columns/0/drops").size());
    List<String> lines = read("one/importance.csv").lines().toList();
    assertEquals("column,mean,deviation,drop1,drop2,drop3", lines.get(0));
    assertEquals(found.get("columns").size(), lines.size() - 1);
    assertTrue(read("one/importance.csv").contains("\nbody_mass_g,"), lines::toString);
    assertTrue(read("one/report.html").contains(TITLE));

    assertEquals(0, evaluateTo("five", "--partitions=5", "--importance=3").exitCode());
    assertEquals(read("one/importance.csv"), read("five/importance.csv"));
    assertEquals(0, evaluateTo("none", "--importance=0").exitCode());
    assertFalse(read("none/report.html").contains(TITLE));
    assertFalse(Files.exists(temporary.resolve("none/importance.csv")));
  }

  @Test
  void ofManyColumnsItIsLeftOutUnlessItIsAskedFor() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int row = 0; row < 40; row++) {
      rows.append(row % 2);
      for (int column = 1; column <= 101; column++) {
        rows.append(' ').append(column).append(':').append((row * column) % 7 + 1);
      }
      rows.append('\n');
    }
    String data = write("wide.svm", rows.toString());
    CommandRun left = train(data, "left", "--test-fraction=0.4");
    assertTrue(
        left.err()
            .matches(
                "(?s).*\nThe importance of the columns is left out, for it takes long: \\d+ rows, 101 columns. To have it: --importance 5.\n.*"),
        left.err());
    assertFalse(read("left/report.html").contains(TITLE));
    CommandRun asked = train(data, "asked", "--test-fraction=0.4", "--importance=1");
    assertEquals(0, asked.exitCode(), asked.err());
    assertTrue(read("asked/report.html").contains("<summary>Other columns</summary>"));
  }

  @Test
  void itIsRefusedOfImagesAndWithoutRowsToTestOn() throws IOException {
    CommandRun images =
        train(TinyImages.write(temporary.resolve("images")).toString(), "i", "--importance=2");
    assertEquals(2, images.exitCode(), images.err());
    assertTrue(
        images.err().contains("--importance is for tables, the data are images. Leave it out."),
        images.err());
    CommandRun untested = train("data/penguins/penguins.csv", "u", "--label=sex", "--importance=2");
    assertEquals(2, untested.exitCode(), untested.err());
    assertTrue(
        untested
            .err()
            .contains(
                "--importance needs rows to test on: give --test-fraction or --test, or leave it"
                    + " out."),
        untested.err());
  }
}
