package dev.lockstep.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.Golden;
import dev.lockstep.GoldenModel;
import dev.lockstep.LocalSpark;
import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.Evaluator;
import dev.lockstep.linalg.Blas;
import dev.lockstep.model.TrainedModel;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.idx.IdxFolder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code evaluate} writes and prints of the golden model. */
final class EvaluationFilesTest {
  private static final JsonNode GOLDEN = Golden.read("evaluation.json");
  private static Evaluation evaluation;

  @BeforeAll
  static void evaluate() {
    TrainedModel model = GoldenModel.read();
    Dataset images = IdxFolder.open("data/mnist", new Configuration()).test(LocalSpark.spark());
    evaluation =
        new Evaluator(LocalSpark.spark(), Blas.EXACT, 2)
            .evaluate(model.parameters(), model.scaling(), model.labels(), images);
  }

  @Test
  void theJsonHoldsScikitLearnsFigures() throws IOException {
    EvaluationSource source =
        new EvaluationSource(
            "file:/models/a",
            "12ab",
            "784-16-10",
            "s3a://key:secret@bucket/mnist",
            "test",
            Map.of("t10k", "34cd"),
            List.of());
    JsonNode json = new ObjectMapper().readTree(EvaluationJson.of(evaluation, source, "0.1.0"));
    assertEquals(10_000, json.get("rows").asLong());
    for (String key :
        List.of("accuracy", "cross_entropy", "log_loss", "roc_auc_ovr", "top_2_accuracy")) {
      Golden.assertAgree(GOLDEN.get(key), json.get(key).asDouble());
    }
    Golden.assertAgree(
        GOLDEN.get("accuracy_interval_95"),
        json.at("/accuracy_interval_95/low").asDouble(),
        json.at("/accuracy_interval_95/high").asDouble());
    assertEquals(GOLDEN.get("confusion_matrix"), json.get("confusion_matrix"));
    JsonNode report = GOLDEN.get("classification_report");
    for (int k = 0; k < 10; k++) {
      JsonNode score = json.get("classes").get(k);
      assertEquals(Integer.toString(k), score.get("class").asText());
      assertScore(report.get(Integer.toString(k)), score);
    }
    assertScore(report.get("macro avg"), json.get("macro"));
    assertScore(report.get("weighted avg"), json.get("weighted"));
    Golden.assertAgree(
        GOLDEN.at("/calibration/expected_error"),
        json.at("/calibration/expected_error").asDouble());
    assertEquals(15, json.at("/calibration/bins").size());
    assertTrue(json.at("/calibration/bins/0/accuracy").isNull());
    assertEquals("/models/a", json.at("/model/folder").asText());
    assertEquals("s3a://key:***@bucket/mnist", json.at("/data/folder").asText());
  }

  private static void assertScore(JsonNode expected, JsonNode score) {
    Golden.assertAgree(expected.get("precision"), score.get("precision").asDouble());
    Golden.assertAgree(expected.get("recall"), score.get("recall").asDouble());
    Golden.assertAgree(expected.get("f1-score"), score.get("f1").asDouble());
    assertEquals(expected.get("support").asLong(), score.get("support").asLong());
  }

  private static String file(String name) {
    return EvaluationSection.of(evaluation).get(0).files().get(name);
  }

  @Test
  void theConfusionMatrixIsALineForEachTrueClass() {
    StringBuilder expected = new StringBuilder("true\\predicted,0,1,2,3,4,5,6,7,8,9\n");
    for (int i = 0; i < 10; i++) {
      String counts = GOLDEN.get("confusion_matrix").get(i).toString();
      expected.append("%d,%s\n".formatted(i, counts.substring(1, counts.length() - 1)));
    }
    assertEquals(expected.toString(), file("confusion.csv"));
  }

  @Test
  void everyMistakeIsALine() {
    List<String> lines = file("misclassified.csv").lines().toList();
    JsonNode mistakes = GOLDEN.get("mistakes");
    assertEquals("row,true,predicted,confidence", lines.get(0));
    assertEquals(mistakes.get("rows").size(), lines.size() - 1);
    for (int i = 1; i < lines.size(); i++) {
      String[] fields = lines.get(i).split(",", -1);
      assertEquals(mistakes.get("rows").get(i - 1).asText(), fields[0]);
      assertEquals(mistakes.get("truth").get(i - 1).asText(), fields[1]);
      assertEquals(mistakes.get("predicted").get(i - 1).asText(), fields[2]);
      assertEquals(
          mistakes.get("confidence").get(i - 1).asDouble(), Double.parseDouble(fields[3]), 1e-12);
    }
  }

  @Test
  void theTableFitsOnAScreen() {
    List<String> lines = EvaluationTable.of(evaluation).lines().toList();
    assertEquals(
        List.of(
            "accuracy             90.73 %   95 % interval 90.15 % to 91.28 %",
            "cross-entropy      0.32030",
            "log loss           0.32033",
            "ROC AUC            0.99458     each class against the rest, mean",
            "top-2 accuracy       96.75 %",
            "top-3 accuracy       98.30 %",
            "calibration error  0.02365     expected, 15 bins",
            "",
            "class      precision    recall        f1   support"),
        lines.subList(0, 9));
    assertEquals(21, lines.size());
    assertTrue(
        lines.get(20).matches("weighted  ( {3}\\d\\d\\.\\d\\d %){3} {5}10000"), lines.get(20));
    lines.stream()
        .skip(8)
        .forEach(line -> assertEquals(lines.get(8).length(), line.length(), line));
  }
}
