package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two classes by one output, through the three commands and a resumed run. */
final class HeadCommandsTest extends InputRuns {
  private CommandRun learn(String out, String label, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "train",
                "--data=data/penguins/penguins.csv",
                "--label=" + label,
                "--hidden=8",
                "--batch-size=20",
                "--test-fraction=0.2",
                "--out=" + at(out)));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  private CommandRun use(String command, String data) {
    return run(
        command,
        "--model=" + at("run"),
        data + "=data/penguins/penguins.csv",
        "--out=" + at(command));
  }

  @Test
  void aModelOfOneOutputIsResumedEvaluatedAndPredictedWith() throws IOException {
    CommandRun whole = learn("whole", "sex", "--head=sigmoid", "--epochs=3");
    assertEquals(0, whole.exitCode(), whole.err());
    assertTrue(whole.err().contains("Training 10-8-1 on "), whole.err());
    assertTrue(whole.err().contains(", 2 classes; "), whole.err());
    assertEquals(0, learn("run", "sex", "--head=sigmoid", "--epochs=2").exitCode());
    CommandRun refused = learn("run", "sex", "--epochs=3", "--resume");
    assertTrue(refused.err().contains("--head was sigmoid and is softmax"), refused.err());
    CommandRun run = learn("run", "sex", "--head=sigmoid", "--epochs=3", "--resume");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(whole.out(), run.out());
    assertEquals(last(whole), last(run));

    JsonNode model = json("run/model/model.json");
    assertEquals("sigmoid", model.at("/layers/1/activation").asText());
    assertEquals(1, model.at("/layers/1/outputs").asInt());
    assertEquals("[\"female\",\"male\"]", model.get("classes").toString());

    CommandRun evaluated = use("evaluate", "--data");
    assertEquals(0, evaluated.exitCode(), evaluated.err());
    JsonNode evaluation = json("evaluate/evaluation.json");
    assertEquals(2, evaluation.get("confusion_matrix").size());
    assertEquals("accuracy=" + evaluation.get("accuracy"), last(evaluated));

    assertEquals(0, use("predict", "--input").exitCode());
    List<String> lines = Files.readAllLines(temporary.resolve("predict/part-00000.csv"));
    assertEquals("row,predicted,pfemale,pmale", lines.get(0));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      double p = Double.parseDouble(cells[3]);
      assertEquals(1 - p, Double.parseDouble(cells[2]));
      assertEquals(p > 0.5 ? "male" : "female", cells[1]);
    }
  }

  private static String last(CommandRun run) {
    return run.errLines().get(run.errLines().size() - 1);
  }

  @Test
  void itIsRefusedWhereThereAreNotTwoClasses() {
    CommandRun run = learn("run", "species", "--head=sigmoid");
    assertEquals(
        List.of(
            "--head sigmoid is for two classes, and there are 3: Adelie, Chinstrap, Gentoo. Take --head softmax."),
        run.toldLines());
    assertEquals(2, run.exitCode());
    CommandRun numbers = learn("run", "body_mass_g", "--head=sigmoid", "--task=regress");
    assertEquals(
        List.of(
            "--head is for --task auto or classify alone, not for regress. Leave it out, or give --task auto or classify."),
        numbers.toldLines());
    assertTrue(Stream.of(temporary.toFile().list()).noneMatch("run"::equals));
  }
}
