package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.StoppingFileSystem;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EvaluateCommandTest {
  @TempDir Path temporary;

  @BeforeEach
  void writeModelAndData() throws IOException {
    TinyModel.write(temporary.resolve("model"));
    TinyImages.write(temporary.resolve("data/mnist"));
  }

  private String[] words(String... options) {
    List<String> words = new ArrayList<>(List.of("evaluate"));
    words.addAll(List.of("--model", temporary.resolve("model").toString()));
    words.addAll(List.of("--out", temporary.resolve("out").toString()));
    words.addAll(List.of(options));
    return words.toArray(String[]::new);
  }

  private CommandRun evaluate(String... options) {
    return CommandRun.withSpark(Map.of("LOCKSTEP_HOME", temporary.toString()), words(options));
  }

  private CommandRun refused(String... options) {
    CommandRun run =
        CommandRun.withoutSpark(Map.of("LOCKSTEP_HOME", temporary.toString()), words(options));
    assertEquals(2, run.exitCode());
    assertEquals("", run.out());
    assertEquals(1, run.toldLines().size(), run.err());
    assertTrue(Files.notExists(temporary.resolve("out")));
    return run;
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(temporary.resolve("out/evaluation.json").toFile());
  }

  private List<String> out() throws IOException {
    try (Stream<Path> files = Files.list(temporary.resolve("out"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void standardOutputIsTheTableAndStandardErrorEndsWithTheAccuracy() throws IOException {
    CommandRun run = evaluate();
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().startsWith("accuracy "), run.out());
    assertEquals(14, run.out().lines().count(), run.out());
    assertEquals(3, run.toldLines().size(), run.err());
    assertTrue(
        run.toldLines()
            .get(0)
            .startsWith(
                "Evaluating %s (4-5-3) on the test set of %s: 4 rows; BLAS: exact"
                    .formatted(temporary.resolve("model"), temporary.resolve("data/mnist"))),
        run.err());
    assertEquals("Evaluation folder: " + temporary.resolve("out"), run.toldLines().get(1));
    assertEquals("accuracy=" + json().get("accuracy").asDouble(), run.toldLines().get(2));
    assertEquals(
        List.of("confusion.csv", "evaluation.json", "misclassified.csv", "report.html"), out());
    assertEquals(4, json().get("rows").asInt());
    assertEquals("test", json().at("/data/split").asText());
    assertEquals(2, json().at("/data/sha256").size());
    assertEquals("test images", json().at("/data/understood/0/what").asText());
    assertTrue(
        Files.readString(temporary.resolve("out/report.html"))
            .contains(
                "<dt>test images</dt><dd>4 of 2 x 2, unsigned bytes: t10k-images-idx3-ubyte"));
  }

  @Test
  void theTrainingSetIsEvaluatedWhenAskedFor() throws IOException {
    assertEquals(0, evaluate("--split=train", "--partitions=3").exitCode());
    assertEquals(12, json().get("rows").asInt());
    assertEquals("train", json().at("/data/split").asText());
  }

  @Test
  void anAccuracyBelowTheLimitIsExit1AndTheResultIsWritten() throws IOException {
    CommandRun run = evaluate("--fail-under=1");
    assertEquals(1, run.exitCode());
    double accuracy = json().get("accuracy").asDouble();
    assertEquals(
        "The accuracy %s is below --fail-under 1.0.".formatted(accuracy), run.toldLines().get(2));
    assertEquals("accuracy=" + accuracy, run.toldLines().get(3));
    assertEquals(0, evaluate("--overwrite", "--fail-under=" + accuracy).exitCode());
  }

  @Test
  void everyBrokenLimitIsALineAndTheResultIsWritten() throws IOException {
    CommandRun run =
        evaluate("--fail-under=accuracy=0,top-2-accuracy=2", "--fail-over=cross_entropy=0.001");
    assertEquals(1, run.exitCode(), run.err());
    assertEquals(
        List.of(
            "The top_2_accuracy %s is below --fail-under top_2_accuracy=2.0."
                .formatted(json().get("top_2_accuracy")),
            "The cross_entropy %s is above --fail-over cross_entropy=0.001."
                .formatted(json().get("cross_entropy")),
            "accuracy=" + json().get("accuracy")),
        run.toldLines().subList(2, 5));
    assertEquals(
        0,
        evaluate("--overwrite", "--fail-under=accuracy=0", "--fail-over=log_loss=99").exitCode());
  }

  @Test
  void aMetricThatTheModelDoesNotHaveIsRefusedBeforeSparkStarts() {
    String known =
        "accuracy, cross_entropy, log_loss, roc_auc_ovr, top_2_accuracy, top_3_accuracy,"
            + " calibration.expected_error";
    assertEquals(
        "--fail-over names rmse, which is no metric of this model. Name one of %s.\n"
            .formatted(known),
        refused("--fail-over=rmse=1").err());
    assertEquals(
        "--cost is for models of two classes, and this has others. Leave it out.\n",
        refused("--cost=FP=1,FN=5").err());
  }

  @Test
  void anEvaluationIsReplacedOnlyWhenToldTo() throws IOException {
    assertEquals(0, evaluate().exitCode());
    assertEquals(2, evaluate("--split=train").exitCode());
    assertEquals("test", json().at("/data/split").asText());
    assertEquals(0, evaluate("--split=train", "--overwrite").exitCode());
    assertEquals("train", json().at("/data/split").asText());
    assertEquals(
        List.of("confusion.csv", "evaluation.json", "misclassified.csv", "report.html"), out());
  }

  @Test
  void aFullDiskLeavesNothingAndOneLine() {
    CommandRun run =
        StoppingFileSystem.whileFull(
            "write:.*report[.]html",
            () ->
                CommandRun.withSpark(
                    Map.of("LOCKSTEP_HOME", temporary.toString()),
                    "evaluate",
                    "--model=" + temporary.resolve("model"),
                    "--out=stopping:" + temporary.resolve("full")));
    assertEquals(1, run.exitCode());
    assertEquals(
        "Cannot write stopping:%s/report.html: No space left on device. What the folder held is as before: fix this, then run the command again."
            .formatted(temporary.resolve("full")),
        run.toldLines().get(1));
    assertEquals(2, run.toldLines().size(), run.err());
    assertTrue(Files.notExists(temporary.resolve("full")));
  }

  @Test
  void labelsAreTheModelsClassesByName() throws IOException {
    Path data = temporary.resolve("data/mnist");
    Files.write(
        data.resolve("train-labels-idx1-ubyte"),
        new byte[] {0, 0, 8, 1, 0, 0, 0, 12, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2});
    Files.write(
        data.resolve("t10k-labels-idx1-ubyte"), new byte[] {0, 0, 8, 1, 0, 0, 0, 4, 2, 2, 1, 2});
    assertEquals(0, evaluate().exitCode());
    assertEquals(
        List.of(0, 1, 3),
        List.of(
            json().at("/classes/0/support").asInt(),
            json().at("/classes/1/support").asInt(),
            json().at("/classes/2/support").asInt()));
  }

  @Test
  void aLabelThatTheModelDoesNotKnowIsRefusedBeforeSparkStarts() throws IOException {
    Path data = temporary.resolve("data/mnist");
    Files.write(
        data.resolve("train-labels-idx1-ubyte"),
        new byte[] {0, 0, 8, 1, 0, 0, 0, 12, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 7});
    Files.write(
        data.resolve("t10k-labels-idx1-ubyte"), new byte[] {0, 0, 8, 1, 0, 0, 0, 4, 2, 2, 1, 2});
    CommandRun run = refused("--split=train");
    assertEquals(
        "Cannot use file:%s: row 11 has label 7, which the model does not know. Known labels: 0, 1, 2.\n"
            .formatted(data.resolve("train-labels-idx1-ubyte")),
        run.err());
  }

  @Test
  void imagesOfAnotherSizeAreRefusedBeforeSparkStarts() {
    String mnist = Path.of("data/mnist").toAbsolutePath().toString();
    CommandRun run = refused("--data", mnist);
    assertTrue(run.err().contains("its rows have 784 features, the model takes 4."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--fail-under=98",
        "--fail-under=-0.1",
        "--fail-under=NaN",
        "--fail-under=accuracy=x",
        "--fail-over=0.5",
        "--fail-over=log_loss=1e999",
        "--cost=5",
        "--cost=FP=-1,FN=1",
        "--split=validation",
        "--split=TEST",
        "--partitions=0",
        "--partitions=x",
        "--blas=fast"
      })
  void aWrongValueIsNamedWithItsOption(String option) {
    String name = option.split("=", 2)[0];
    CommandRun run = refused(option);
    assertTrue(run.err().startsWith(name + " is "), run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--modle=x", "--modle x"})
  void aRequiredOptionThatIsWrittenWronglyIsNamedAsSuch(String option) {
    List<String> words = new ArrayList<>(List.of("evaluate"));
    words.addAll(List.of(option.split(" ")));
    CommandRun run = CommandRun.withoutSpark(Map.of(), words.toArray(String[]::new));
    assertEquals(2, run.exitCode());
    assertEquals(
        "Unknown option: --modle. Did you mean --model? ./submit.sh evaluate --help lists all.\n",
        run.err());
  }

  @Test
  void aMissingModelIsAskedFor() {
    CommandRun run = CommandRun.withoutSpark(Map.of(), "evaluate");
    assertEquals(2, run.exitCode());
    assertEquals("--model is missing: ./submit.sh evaluate needs --model FOLDER.\n", run.err());
  }
}
