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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The three commands on a table of numbers, some of whose rows count more than others. */
final class RegressionCommandsTest extends InputRuns {
  private static final int ROWS = 120;

  private final List<double[]> rows = new ArrayList<>();

  /** {@code price = 100 + 30 a - 20 b}, {@code net = a b}, with some noise. */
  @BeforeEach
  void write() throws IOException {
    List<String> lines = new ArrayList<>(List.of("a,b,w,price,net"));
    for (int i = 0; i < ROWS; i++) {
      double a = HashedFraction.of(1, i, 0) - 0.5;
      double b = HashedFraction.of(1, i, 1) - 0.5;
      double noise = HashedFraction.of(1, i, 2);
      double[] row = {a, b, i % 4, 100 + 30 * a - 20 * b + noise, a * b + noise / 50};
      rows.add(row);
      lines.add("%s,%s,%s,%s,%s".formatted(row[0], row[1], row[2], row[3], row[4]));
    }
    Files.write(temporary.resolve("table.csv"), lines);
  }

  private CommandRun learn(String out, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "train",
                "--data=" + at("table.csv"),
                "--hidden=6",
                "--activation=tanh",
                "--batch-size=10",
                "--learning-rate=0.1",
                "--out=" + at(out)));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  @Test
  void numbersAreLearnedAndItIsSaid() throws IOException {
    CommandRun run = learn("run", "--features=a,b", "--test-fraction=0.2", "--epochs=4");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.err().contains("(--task classify takes the labels for classes)"), run.err());
    assertTrue(run.err().contains("120 different numbers, "), run.err());
    assertEquals(5, run.out().lines().count());
    assertTrue(
        run.out()
            .lines()
            .allMatch(
                line ->
                    line.matches(
                        "  [0-4] train_rmse= [0-9.]{7} test_rmse= [0-9.]{7} train_err= [0-9.]{7}"
                            + " test_err= [0-9.]{7}")),
        run.out());
    assertEquals("regress", json("run/run.json").get("settings").get("task").asText());
    assertEquals("squared", json("run/run.json").get("settings").get("loss").asText());
    JsonNode model = json("run/model/model.json");
    assertEquals("net", model.get("targets").get(0).asText());
    assertEquals(1, model.get("target_means").size());
    assertTrue(Files.readString(temporary.resolve("run/report.html")).contains("RMSE"));
    assertTrue(
        Files.readString(temporary.resolve("run/history.csv"))
            .startsWith("epoch,train_rmse,test_rmse,train_err,test_err,seconds\n"));
  }

  /** RMSE, MAE and R2 are those of the predictions, each row by its weight. */
  @Test
  void evaluationAndPredictionsAreInTheTargetsUnits() throws IOException {
    CommandRun trained =
        learn("run", "--label=price,net", "--weight=w", "--epochs=6", "--loss=squared");
    assertEquals(0, trained.exitCode(), trained.err());
    CommandRun predicted =
        run("predict", "--model=" + at("run"), "--input=" + at("table.csv"), "--out=" + at("p"));
    assertEquals(0, predicted.exitCode(), predicted.err());
    List<String> lines = new ArrayList<>();
    try (Stream<Path> parts = Files.list(temporary.resolve("p"))) {
      for (Path part : parts.filter(file -> file.toString().endsWith(".csv")).sorted().toList()) {
        List<String> all = Files.readAllLines(part);
        assertEquals("row,predicted_price,predicted_net", all.get(0));
        lines.addAll(all.subList(1, all.size()));
      }
    }
    assertEquals(ROWS, lines.size());
    assertTrue(!trained.err().contains("may name rows"), trained.err());
    CommandRun evaluated =
        run("evaluate", "--model=" + at("run"), "--data=" + at("table.csv"), "--out=" + at("e"));
    assertEquals(0, evaluated.exitCode(), evaluated.err());
    JsonNode found = json("e/evaluation.json");
    double mse = 0;
    double mae = 0;
    double r2 = 0;
    for (int k = 0; k < 2; k++) {
      double weight = 0;
      double mean = 0;
      double squares = 0;
      double sizes = 0;
      for (int i = 0; i < ROWS; i++) {
        double[] row = rows.get(i);
        double error = Double.parseDouble(lines.get(i).split(",", -1)[1 + k]) - row[3 + k];
        weight += row[2];
        mean += row[2] * row[3 + k];
        squares += row[2] * error * error;
        sizes += row[2] * Math.abs(error);
      }
      mean /= weight;
      double spread = 0;
      for (double[] row : rows) {
        spread += row[2] * (row[3 + k] - mean) * (row[3 + k] - mean);
      }
      JsonNode ofTarget = found.get("targets").get(k);
      assertClose(Math.sqrt(squares / weight), ofTarget.get("rmse"));
      assertClose(sizes / weight, ofTarget.get("mae"));
      assertClose(1 - squares / spread, ofTarget.get("r2"));
      mse += squares / weight / 2;
      mae += sizes / weight / 2;
      r2 += (1 - squares / spread) / 2;
    }
    assertClose(Math.sqrt(mse), found.get("rmse"));
    assertClose(mae, found.get("mae"));
    assertClose(r2, found.get("r2"));
    assertTrue(r2 > 0.3, () -> evaluated.out());
    JsonNode last = json("run/run.json").get("result");
    assertClose(Math.sqrt(mse), last.get("train_rmse"));
    assertEquals("rmse=" + found.get("rmse").asText(), hash(evaluated));
  }

  private static void assertClose(double expected, JsonNode actual) {
    assertEquals(expected, actual.doubleValue(), 1e-11 * Math.abs(expected));
  }

  @Test
  void partitionsAndAStopChangeNoBit() {
    String[] settings = {
      "--label=price,net", "--weight=w", "--loss=huber", "--huber-delta=0.5", "--shuffle"
    };
    String once = hash(learn("once", with(settings, "--epochs=3", "--partitions=1")));
    hash(learn("stopped", with(settings, "--epochs=1", "--partitions=3")));
    CommandRun resumed = learn("stopped", with(settings, "--epochs=3", "--resume"));
    assertEquals(once, hash(resumed));
    CommandRun other =
        learn(
            "stopped", "--label=price,net", "--weight=w", "--loss=huber", "--shuffle", "--resume");
    assertEquals(2, other.exitCode());
    assertTrue(other.err().contains("--huber-delta was 0.5 and is 1.0"), other.err());
  }

  private static String[] with(String[] some, String... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void whatCannotBeIsRefusedInOneLine() throws IOException {
    requireRefused("is -1.0, which is out of range", "--loss=huber", "--huber-delta=-1");
    requireRefused("is for --task auto or regress alone", "--task=classify", "--loss=squared");
    requireRefused("has label ", "--label=net", "--loss=poisson");
    requireRefused(
        "is no weight, which is a finite number of 0 or more", "--label=price", "--weight=a");
    requireRefused(", which is the label. Name another", "--label=w", "--weight=w");
    requireRefused("names the column 'w', which is the weight", "--features=a,w", "--weight=w");
    requireRefused("--task regress", "--label=price,net", "--task=classify");
  }

  private void requireRefused(String message, String... more) {
    CommandRun run = learn("refused", more);
    assertEquals(2, run.exitCode(), run.err());
    List<String> told = run.toldLines();
    assertTrue(told.get(told.size() - 1).contains(message), run.err());
  }
}
