package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.lang3.ArrayUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training with a validation set, as a user sees it. */
final class ValidationCommandsTest extends TinyTraining {
  private static final String[] VALIDATED = {
    "--validation-fraction=0.25", "--monitor=accuracy", "--patience=2", "--epochs=40"
  };

  private JsonNode runJson(String folder) throws IOException {
    return new ObjectMapper().readTree(path(folder).resolve("run.json").toFile());
  }

  @Test
  void recipeTableAndEndSayWhatWasDone() throws IOException {
    CommandRun run = train("run", VALIDATED);
    assertEquals(0, run.exitCode(), run.err());
    List<String> table = run.out().lines().toList();
    table.forEach(line -> assertTrue(line.matches(".* valid_rate=.*% valid_err=.*"), line));
    int last = table.size() - 1;
    assertTrue(last < 40, run.out());
    assertTrue(
        run.errLines().stream()
            .anyMatch(
                line ->
                    line.matches("  recipe +sgd 0[.]5; 25 % to validate, by accuracy, patience 2")),
        run.err());
    assertTrue(run.toldLines().get(0).contains(": 9 rows, 4 to test, 3 to validate, 3 classes;"));
    JsonNode json = runJson("run");
    int kept = json.at("/result/epoch").asInt();
    assertEquals(last - 2, kept);
    assertEquals(last, json.at("/last/epoch").asInt());
    assertEquals("patience", json.at("/execution/ending").asText());
    assertEquals(3, json.at("/data/validation_rows").asInt());
    assertTrue(
        run.err()
            .contains(
                "Training ended after epoch %d of 40: the last 2 were not better. Kept: epoch %d, valid accuracy "
                    .formatted(last, kept)),
        run.err());
    assertEquals(
        "epoch,train_rate,test_rate,train_err,test_err,valid_rate,valid_err,seconds",
        Files.readAllLines(path("run/history.csv")).get(0));
    String report = Files.readString(path("run/report.html"));
    assertTrue(report.contains("Marked: epoch %d, the best".formatted(kept)), report);
    assertTrue(report.contains("class=\"kept\""));
    assertTrue(report.contains("<dt>validation set</dt><dd>3\u00a0rows</dd>"), report);
  }

  /** The kept model is the result of a run of so many epochs. */
  @Test
  void theModelIsThatOfTheBestEpoch() throws IOException {
    CommandRun run = train("run", VALIDATED);
    int kept = runJson("run").at("/result/epoch").asInt();
    CommandRun brief =
        train("brief", "--validation-fraction=0.25", "--keep-best=false", "--epochs=" + kept);
    assertEquals(lastLine(brief), lastLine(run));
    assertArrayEquals(
        Files.readAllBytes(path("brief/model/model.npz")),
        Files.readAllBytes(path("run/model/model.npz")));
  }

  @Test
  void aRunThatWasStoppedGoesOnToTheSameEnd() throws IOException {
    CommandRun whole = train("whole", VALIDATED);
    train("run", "--validation-fraction=0.25", "--monitor=accuracy", "--epochs=1");
    CommandRun resumed = train("run", resumed());
    assertEquals(whole.out(), resumed.out());
    assertEquals(lastLine(whole), lastLine(resumed));
    CommandRun again = train("run", resumed());
    assertEquals(lastLine(whole), lastLine(again));
    assertTrue(again.err().contains("The run has ended there before, and is left as it is."));
  }

  /** As if the resumed run had been killed after its last checkpoint; epoch 1 stays the best. */
  @Test
  void aRunThatWasResumedAndKilledIsCompleted() throws IOException {
    String[] options = {"--validation-fraction=0.25", "--learning-rate=1e-300", "--resume"};
    train("run", ArrayUtils.add(ArrayUtils.remove(options, 2), "--epochs=2"));
    byte[] before = Files.readAllBytes(path("run/run.json"));
    String[] more = ArrayUtils.add(options, "--epochs=3");
    CommandRun resumed = train("run", more);
    assertEquals(1, runJson("run").at("/result/epoch").asInt(), resumed.err());
    Files.write(path("run/run.json"), before);
    CommandRun again = train("run", more);
    assertEquals(lastLine(resumed), lastLine(again));
    assertEquals(3, runJson("run").at("/last/epoch").asInt());
    Object written = Files.getLastModifiedTime(path("run/run.json"));
    assertTrue(train("run", more).err().contains("All 3 epochs are done already."));
    assertEquals(written, Files.getLastModifiedTime(path("run/run.json")));
  }

  private static String[] resumed() {
    return ArrayUtils.add(VALIDATED, "--resume");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--patience=3 | --patience is 3, which needs a validation set. Give --validation or --validation-fraction.",
        "--keep-best | --keep-best is true, which needs a validation set. Give --validation or --validation-fraction.",
        "--monitor=accuracy | --monitor is accuracy, which needs a validation set. Give --validation or --validation-fraction.",
        "--schedule=plateau | --schedule is plateau, which needs a validation set. Give --validation or --validation-fraction.",
        "--validation=a --validation-fraction=0.1 | --validation names a validation set, --validation-fraction takes one out of --data. Give one of them.",
      })
  void whatDoesNotApplyIsRefused(String options, String message) {
    String[] words = ("train " + options).split(" ");
    assertMistake(message, CommandRun.withoutSpark(Map.of(), words));
  }

  /** IDX files of their own: the training images of a folder, or its test images alone. */
  @Test
  void imagesOfAnotherFolderAreValidatedOn() throws IOException {
    Path other = TinyImages.write(path("other"));
    String named = "--validation=" + other;
    assertMistake(
        "Cannot tell which images in %s are to validate on: there are training images and test images. Move those that are not into another folder."
            .formatted(other),
        train("run", named));
    for (String file : List.of("train-images-idx3-ubyte", "train-labels-idx1-ubyte")) {
      Files.delete(other.resolve(file));
    }
    CommandRun run = train("run", named, "--epochs=2");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.err().contains("sgd 0.5; 4 rows to validate"), run.err());
    assertTrue(run.err().contains("the validation set is the test set"), run.err());
    assertEquals(4, runJson("run").at("/data/validation_rows").asInt());
    Files.move(other.resolve("t10k-images-idx3-ubyte"), other.resolve("images"));
    CommandRun half = train("half", named);
    assertEquals(2, half.exitCode());
    assertTrue(half.err().startsWith("Cannot find the training images in " + other), half.err());
  }

  @Test
  void aValidationSetOfItsOwnIsNamedAndDoubted() throws IOException {
    Path table = path("t.csv");
    StringBuilder text = new StringBuilder("a,b,kind\n");
    for (int i = 0; i < 30; i++) {
      text.append("%d,%d,%s\n".formatted(i, i * i % 7, i % 2 == 0 ? "x" : "y"));
    }
    Files.writeString(table, text);
    CommandRun run =
        train(
            "run",
            "--data=" + table,
            "--label=kind",
            "--validation=" + table,
            "--epochs=2",
            "--schedule=plateau");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.err().contains("the validation set is the training set"), run.err());
    assertTrue(run.err().contains("adam 0.005, plateau, "), run.err());
  }
}
