package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.rows.HashedFraction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several labels of 0 and 1 through the three commands, a resumed run and weights. */
final class LabelCommandsTest extends InputRuns {
  private static final int ROWS = 150;

  /** {@code wet} where a + b > 0, {@code cold} where a > b; w is 0 to 3. */
  @BeforeEach
  void write() throws IOException {
    List<String> lines = new ArrayList<>(List.of("a,b,w,wet,cold"));
    for (int i = 0; i < ROWS; i++) {
      double a = HashedFraction.of(2, i, 0) - 0.5;
      double b = HashedFraction.of(2, i, 1) - 0.5;
      lines.add("%s,%s,%d,%d,%d".formatted(a, b, i % 4, a + b > 0 ? 1 : 0, a > b ? 1 : 0));
    }
    Files.write(temporary.resolve("table.csv"), lines);
  }

  private CommandRun use(String command, String data, String... more) {
    List<String> words = new ArrayList<>(List.of(command, data + "=" + at("table.csv")));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  private CommandRun learn(String out, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--label=wet,cold",
                "--hidden=6",
                "--activation=tanh",
                "--batch-size=10",
                "--test-fraction=0.2",
                "--out=" + at(out)));
    words.addAll(List.of(more));
    return use("train", "--data", words.toArray(String[]::new));
  }

  @Test
  void theyAreLearnedResumedEvaluatedAndPredicted() throws IOException {
    CommandRun whole = learn("whole", "--weight=w", "--epochs=5");
    assertTrue(
        whole.err().contains("2 labels of 0 and 1 (--task regress takes them for numbers)"),
        whole.err());
    assertTrue(whole.err().contains("Training 2-6-2 on "), whole.err());
    assertTrue(whole.out().contains(" train_rate="), whole.out());
    learn("run", "--weight=w", "--epochs=2", "--aggregation=tree");
    CommandRun run = learn("run", "--weight=w", "--epochs=5", "--resume", "--head=sigmoid");
    assertEquals(hash(whole), hash(run));
    assertEquals("[\"wet\",\"cold\"]", json("run/model/model.json").get("labels").toString());
    assertTrue(
        Files.readString(temporary.resolve("run/report.html")).contains("Scores of each label"));

    CommandRun evaluated = use("evaluate", "--data", "--model=" + at("run"), "--out=" + at("out"));
    JsonNode found = json("out/evaluation.json");
    assertEquals("accuracy=" + found.get("accuracy"), hash(evaluated));
    assertTrue(evaluated.out().contains("\nlabel      precision"), evaluated.out());

    assertEquals(
        0, use("predict", "--input", "--model=" + at("run"), "--out=" + at("said")).exitCode());
    requireCounted(found, Files.readAllLines(temporary.resolve("said/part-00000.csv")));
  }

  /** Shares are those of the predictions, by the rows' weights. */
  private void requireCounted(JsonNode found, List<String> said) throws IOException {
    assertEquals("row,predicted_wet,predicted_cold,p_wet,p_cold", said.get(0));
    List<String> rows = Files.readAllLines(temporary.resolve("table.csv"));
    double right = 0;
    double all = 0;
    double[][] counts = new double[2][4];
    for (int i = 1; i < said.size(); i++) {
      String[] cells = said.get(i).split(",", -1);
      String[] row = rows.get(i).split(",", -1);
      double w = Double.parseDouble(row[2]);
      boolean areRight = true;
      for (int k = 0; k < 2; k++) {
        assertEquals(Double.parseDouble(cells[3 + k]) > 0.5 ? "1" : "0", cells[1 + k]);
        areRight &= cells[1 + k].equals(row[3 + k]);
        counts[k][Integer.parseInt(row[3 + k] + cells[1 + k], 2)] += w;
      }
      right += areRight ? w : 0;
      all += w;
    }
    assertEquals(ROWS + 1, said.size());
    assertEquals(right / all, found.get("accuracy").doubleValue());
    for (int k = 0; k < 2; k++) {
      JsonNode label = found.get("labels").get(k);
      double hits = counts[k][3];
      assertEquals(k == 0 ? "wet" : "cold", label.get("label").asText());
      assertEquals(hits / (hits + counts[k][1]), label.get("precision").doubleValue());
      assertEquals(hits / (hits + counts[k][2]), label.get("recall").doubleValue());
      assertEquals(hits + counts[k][2], label.get("support").doubleValue());
    }
  }

  @Test
  void regressionIsTheWayBack() {
    CommandRun run = learn("run", "--task=regress", "--epochs=1");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains(" train_rmse="), run.out());
    assertTrue(
        use("evaluate", "--data", "--model=" + at("run"), "--out=" + at("out"))
            .out()
            .startsWith("RMSE"));
  }

  @Test
  void whatCannotBeIsToldInOneLine() throws IOException {
    requireRefused(
        "--head is softmax, which tells one label of a row, and there are several: wet, cold. Take --head sigmoid.",
        "--head=softmax");
    requireRefused(
        "--class-weight is for one label of a row, and there are several: wet, cold. Leave it out.",
        "--class-weight=balanced");
    Path table = temporary.resolve("table.csv");
    Files.writeString(table, Files.readString(table).replaceFirst(",1\n", ",2\n"));
    requireRefused(
        ", which is not 2 labels of 0 and 1. Correct it, leave the row out, or learn numbers with --task regress.",
        "--task=classify");
    CommandRun run = learn("numbers", "--epochs=1");
    assertTrue(run.err().contains("regression of 2 targets, loss squared"), run.err());
  }

  private void requireRefused(String message, String... more) {
    CommandRun run = learn("refused", more);
    assertEquals(2, run.exitCode(), run.err());
    assertTrue(run.err().endsWith(message + "\n"), run.err());
    assertTrue(Files.notExists(temporary.resolve("refused")));
  }
}
