package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.rows.HashedFraction;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code evaluate} of models of two classes and of numbers: metrics, limits and files. */
final class TwoClassCommandsTest extends InputRuns {
  @BeforeEach
  void writeTables() throws IOException {
    List<String> both = new ArrayList<>(List.of("x,class"));
    List<String> one = new ArrayList<>(List.of("x,class"));
    List<String> numbers = new ArrayList<>(List.of("x,price"));
    for (int row = 0; row < 200; row++) {
      double x = HashedFraction.of(5, row);
      both.add("%s,%s".formatted(x, x > HashedFraction.of(6, row) ? "sold" : "kept"));
      one.add("%s,kept".formatted(x));
      numbers.add("%s,%s".formatted(x, 3 * x + HashedFraction.of(6, row)));
    }
    Files.write(temporary.resolve("both.csv"), both);
    Files.write(temporary.resolve("one.csv"), one);
    Files.write(temporary.resolve("numbers.csv"), numbers);
  }

  private void train(String table) {
    hash(
        run(
            "train",
            "--data",
            at(table),
            "--hidden=none",
            "--epochs=2",
            "--learning-rate=0.1",
            "--out",
            at("run")));
  }

  private CommandRun judge(String table, String... options) {
    return evaluate("run", at(table), options);
  }

  private JsonNode json() throws IOException {
    return json("evaluation/evaluation.json");
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(temporary.resolve("evaluation").resolve(file));
  }

  @Test
  void twoClassesHaveCurvesThresholdsAndCosts() throws IOException {
    train("both.csv");
    CommandRun run =
        judge(
            "both.csv",
            "--cost=FP=1,FN=5",
            "--fail-under=roc_auc=0.5,ks=1.5",
            "--fail-over=brier=0.9");
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(
        run.err().contains("The ks %s is below --fail-under ks=1.5.".formatted(json().get("ks"))),
        run.err());
    assertTrue(run.out().contains("\nPositive is class sold.\n"), run.out());
    assertEquals("sold", json().get("positive_class").asText());
    assertEquals(5, json().at("/error_costs/false_negative").asDouble());
    assertEquals(22, json().get("thresholds").size());
    assertEquals("threshold,false_positive_rate,recall", lines("roc.csv").get(0));
    assertEquals("inf,0.0,0.0", lines("roc.csv").get(1));
    assertEquals(202, lines("roc.csv").size());
    assertTrue(lines("roc.csv").get(201).endsWith(",1.0,1.0"));
    assertEquals("threshold,recall,precision", lines("precision-recall.csv").get(0));
    assertEquals("threshold,share,recall,lift", lines("gain.csv").get(0));
    assertTrue(lines("gain.csv").get(200).endsWith(",1.0,1.0,1.0"));
    assertEquals(23, lines("thresholds.csv").size());
    assertTrue(lines("thresholds.csv").get(1).startsWith(",0.05,"));
    assertTrue(lines("thresholds.csv").get(21).startsWith("cost,"));
  }

  @Test
  void whatTheRowsDoNotDefineIsSaidAndDoesNotHold() throws IOException {
    train("both.csv");
    CommandRun run = judge("one.csv", "--fail-under=roc_auc=0.1");
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(
        run.err()
            .contains(
                "The roc_auc is not defined on these rows, so --fail-under roc_auc=0.1 does not hold.\n"),
        run.err());
    assertTrue(
        run.out().contains("ROC AUC                  -     not defined on these rows\n"),
        run.out());
    assertEquals(
        "[\"roc_auc\",\"average_precision\",\"ks\"]", json().get("undefined_metrics").toString());
    assertTrue(json().path("roc_auc").isMissingNode());
  }

  @Test
  void numbersHaveLimitsOfTheirOwn() throws IOException {
    train("numbers.csv");
    CommandRun run = judge("numbers.csv", "--fail-over=rmse=0.001", "--fail-under=r2=-99");
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(run.err().contains("is above --fail-over rmse=0.001."), run.err());
    assertEquals(
        "target,decile,rows,weight,predicted,true,residual,rmse", lines("residuals.csv").get(0));
    assertEquals(11, lines("residuals.csv").size());
    assertTrue(lines("residuals.csv").get(1).startsWith("price,1,20,20,"));
    assertEquals("target,row,true,predicted,residual", lines("worst.csv").get(0));
    assertEquals(201, lines("worst.csv").size());
    List<String> cells = lines("agreement.csv");
    assertEquals("target,true_from,true_to,predicted_from,predicted_to,rows", cells.get(0));
    assertEquals(
        200,
        cells.stream().skip(1).mapToInt(line -> Integer.parseInt(line.split(",", -1)[5])).sum());
    assertEquals(11, json().at("/targets/0/residual_quantiles").size());
    CommandRun refused = judge("numbers.csv", "--fail-under=0.5");
    assertEquals(2, refused.exitCode());
    assertEquals(
        "--fail-under is for the accuracy, and the model has no classes. Name a metric, METRIC=X:"
            + " rmse, squared_error, mae, r2, explained_variance, d2_absolute.\n",
        refused.err());
  }
}
