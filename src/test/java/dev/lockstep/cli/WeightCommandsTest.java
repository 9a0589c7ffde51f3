package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.Golden;
import dev.lockstep.LocalSpark;
import dev.lockstep.config.ClassWeights;
import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.model.ModelFolder;
import dev.lockstep.model.TrainedModel;
import dev.lockstep.network.Parameters;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.train.Trainer;
import dev.lockstep.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rows that count by a column, and classes that count by a file or balanced: trainings of PyTorch's
 * and evaluations of scikit-learn's ({@code golden_weights.py}).
 */
final class WeightCommandsTest extends InputRuns {
  private static final Path TABLE = Path.of("src/test/resources/golden/weights.csv");
  private static final JsonNode GOLDEN = Golden.read("weights.json");

  private CommandRun learn(String out, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "train",
                "--features=x0,x1,x2,x3",
                "--scale=none",
                "--hidden=6",
                "--activation=tanh",
                "--batch-size=20",
                "--learning-rate=0.3",
                "--out=" + at(out)));
    words.addAll(List.of(more));
    if (words.stream().noneMatch(word -> word.startsWith("--data"))) {
      words.add("--data=" + TABLE);
    }
    if (words.stream().noneMatch(word -> word.startsWith("--epochs"))) {
      words.add("--epochs=5");
    }
    return run(words.toArray(String[]::new));
  }

  private String[] options(String name) throws IOException {
    String given = "--class-weight=" + write("given.csv", "c, 3\na,0.5\n\nb,1.25\n");
    return switch (name) {
      case "rows" -> new String[] {"--weight=w"};
      case "balanced" -> new String[] {"--class-weight=balanced"};
      default -> new String[] {"--weight=w", given};
    };
  }

  private CommandRun learn(String out, String name, List<String> more) throws IOException {
    List<String> all = new ArrayList<>(List.of(options(name)));
    all.addAll(more);
    return learn(out, all.toArray(String[]::new));
  }

  /** Five epochs: the losses to six digits, the parameters within ten times numpy's distance. */
  @ParameterizedTest
  @CsvSource({"rows", "balanced", "both"})
  void trainingsArePyTorchsAndHaveOneHash(String name) throws IOException {
    CommandRun once = learn("once", name, List.of("--partitions=2"));
    String hash = hash(once);
    JsonNode golden = GOLDEN.get(name);
    List<String> history = Files.readAllLines(temporary.resolve("once/history.csv"));
    for (int epoch = 1; epoch <= 5; epoch++) {
      double expected = golden.get("losses").get(epoch - 1).doubleValue();
      double loss = Double.parseDouble(history.get(epoch + 1).split(",", -1)[3]);
      assertEquals(expected, loss, 1e-6 * expected);
    }
    TrainedModel model =
        ModelFolder.read(
            "model",
            new org.apache.hadoop.fs.Path(at("once")),
            LocalSpark.spark().hadoopConfiguration());
    Parameters learned = model.parameters();
    double[][] arrays = {
      learned.weights(1).values(),
      learned.biases(1).values(),
      learned.weights(2).values(),
      learned.biases(2).values()
    };
    for (int i = 0; i < arrays.length; i++) {
      double[] expected = Golden.numbers(golden.get("parameters").get(i));
      for (int k = 0; k < expected.length; k++) {
        assertEquals(expected[k], arrays[i][k], golden.get("bound").doubleValue());
      }
    }
    assertEquals(hash, hash(learn("p1", name, List.of("--partitions=1"))));
    assertEquals(hash, hash(learn("p3", name, List.of("--partitions=3", "--aggregation=tree"))));
    hash(learn("p8", name, List.of("--partitions=8", "--epochs=2", "--aggregation=tree")));
    List<String> resume = List.of("--resume", "--partitions=2", "--aggregation=allreduce");
    assertEquals(hash, hash(learn("p8", name, resume)));
  }

  @Test
  void classWeightsAreSaidAndKept() throws IOException {
    CommandRun run = learn("run", "both", List.of("--epochs=1"));
    assertTrue(run.err().contains("Class weights: a 0.5, b 1.25, c 3.0.\n"), run.err());
    assertTrue(
        run.err().contains("  weight     'w'; losses and metrics are weighted\n"), run.err());
    JsonNode json = json("run/run.json");
    String weights = "{\"a\":0.5,\"b\":1.25,\"c\":3.0}";
    assertEquals(weights, json.at("/settings/class_weight").toString());
    assertEquals(weights, json.at("/data/class_weights").toString());
    assertEquals("w", json.at("/data/weight").asText());
    assertEquals("w", json("run/model/model.json").at("/input/weight").asText());
    CommandRun balanced = learn("balanced", "balanced", List.of("--epochs=1"));
    assertEquals(0, balanced.exitCode(), balanced.err());
    List<Double> found = new ArrayList<>();
    json("balanced/run.json").at("/data/class_weights").forEach(w -> found.add(w.doubleValue()));
    assertEquals(
        GOLDEN.at("/balanced/class_weights").toString(), found.toString().replace(" ", ""));
    assertEquals("balanced", json("balanced/run.json").at("/settings/class_weight").asText());
  }

  @ParameterizedTest
  @CsvSource({"rows", "balanced", "both"})
  void evaluationsAreThoseOfScikitLearn(String name) throws IOException {
    hash(learn("run", name, List.of()));
    CommandRun run = run("evaluate", "--model=" + at("run"), "--data=" + TABLE, "--out=" + at("e"));
    assertEquals(0, run.exitCode(), run.err());
    JsonNode expected = GOLDEN.at("/" + name + "/evaluation");
    JsonNode found = json("e/evaluation.json");
    for (String metric : List.of("accuracy", "cross_entropy", "top_2_accuracy")) {
      assertClose(expected.get(metric), found.get(metric));
    }
    assertClose(expected.get("expected_error"), found.at("/calibration/expected_error"));
    for (int i = 0; i < 3; i++) {
      JsonNode report = expected.get("report").get(String.valueOf(i));
      assertScore(report, found.get("classes").get(i));
      for (int j = 0; j < 3; j++) {
        assertClose(
            expected.get("confusion_matrix").get(i).get(j),
            found.get("confusion_matrix").get(i).get(j));
      }
    }
    assertScore(expected.at("/report/macro avg"), found.get("macro"));
    assertScore(expected.at("/report/weighted avg"), found.get("weighted"));
    for (int bin = 0; bin < 15; bin++) {
      assertClose(
          expected.get("bin_weights").get(bin), found.at("/calibration/bins/" + bin + "/count"));
    }
    boolean isWeighted = !name.equals("balanced");
    assertEquals(isWeighted, found.has("weight"));
    assertEquals(!isWeighted, found.has("accuracy_interval_95"));
    assertEquals(isWeighted, run.out().contains("All by weight: 240 rows weigh "), run.out());
    String page = Files.readString(temporary.resolve("e/report.html"));
    assertEquals(isWeighted, page.contains("by their weights"), "the page says it");
  }

  private static void assertScore(JsonNode expected, JsonNode found) {
    assertClose(expected.get("precision"), found.get("precision"));
    assertClose(expected.get("recall"), found.get("recall"));
    assertClose(expected.get("f1-score"), found.get("f1"));
    assertClose(expected.get("support"), found.get("support"));
  }

  private static void assertClose(JsonNode expected, JsonNode found) {
    double number = expected.doubleValue();
    assertEquals(number, found.doubleValue(), 1e-12 * Math.max(1, Math.abs(number)));
  }

  @Test
  void classWeightsMayBeLongAndInSeveralFiles() throws IOException {
    write("weights/1.csv", "a,0.5" + "\n".repeat(1 << 24) + "c,3\n");
    write("weights/2.csv", "b,1.25\n");
    assertEquals(
        hash(learn("one", "both", List.of("--epochs=1"))),
        hash(learn("two", "--epochs=1", "--weight=w", "--class-weight=" + at("weights"))));
    write("weights/2.csv", "b,1.25\n\na,1\n");
    requireRefused(
        "weights/2.csv: line 3, the class 'a' has a weight already",
        "refused",
        "--class-weight=" + at("weights"));
  }

  @Test
  void weightsThatAreAllOneChangeNothing() throws IOException {
    CommandRun plain = learn("plain", "--epochs=2");
    CommandRun ones = learn("ones", "--epochs=2", "--weight=one");
    assertEquals(hash(plain), hash(ones));
    assertEquals(plain.out(), ones.out());
    String one = write("one.csv", "a,1\nb,1\nc,1\n");
    assertEquals(hash(plain), hash(learn("classes", "--epochs=2", "--class-weight=" + one)));
  }

  /** From Java: rows with weights of their own, and weights by the names of classes. */
  @Test
  void rowsOfOnesOwnHaveTheSameHash() throws IOException {
    List<String> lines = Files.readAllLines(TABLE);
    List<LabeledVector> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      double[] x = Arrays.stream(cells).limit(4).mapToDouble(Double::parseDouble).toArray();
      rows.add(
          new LabeledVector(rows.size(), cells[6], Vectors.dense(x), Double.parseDouble(cells[4])));
    }
    TrainingSettings settings =
        TrainingSettings.tutorial()
            .withHidden(6)
            .withText(Settings.ACTIVATION, "tanh")
            .withBatchSize(20)
            .withLearningRate(0.3)
            .withEpochs(2)
            .with(Settings.CLASS_WEIGHT, ClassWeights.of(Map.of("a", 0.5, "b", 1.25, "c", 3.0)));
    TrainingRun run =
        new Trainer(LocalSpark.spark(), settings)
            .train(Dataset.of("train", LocalSpark.spark().parallelize(rows, 3)), Optional.empty());
    assertEquals(
        hash(learn("run", "both", List.of("--epochs=2"))),
        "parameters_sha256=" + run.parameters().sha256());
    assertEquals(Map.of("a", 0.5, "b", 1.25, "c", 3.0), run.classWeights());
    assertThrows(
        IllegalArgumentException.class, () -> new LabeledVector(0, "a", Vectors.dense(1), -1));
  }

  @Test
  void predictionsNeedNoWeights() throws IOException {
    hash(learn("run", "--epochs=1", "--weight=w"));
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(TABLE)) {
      lines.add(line.replaceFirst("(([^,]*,){4}).*", "$1").replaceFirst(",$", ""));
    }
    String bare = write("bare.csv", String.join("\n", lines) + "\n");
    assertEquals(predicted("run", TABLE.toString()), predicted("run", bare));
  }

  @Test
  void otherWeightsDoNotResumeARun() throws IOException {
    hash(learn("run", "both", List.of("--epochs=1")));
    requireRefused(
        "--class-weight was {\"a\":0.5,\"b\":1.25,\"c\":3.0} and is balanced",
        "run",
        "--weight=w",
        "--class-weight=balanced",
        "--resume");
    write("given.csv", "a,0.5\nb,1.25\nc,2\n");
    requireRefused(
        "--class-weight was {\"a\":0.5,\"b\":1.25,\"c\":3.0} and is {\"a\":0.5,\"b\":1.25,\"c\":2.0}",
        "run",
        "--weight=w",
        "--class-weight=" + at("given.csv"),
        "--resume");
    requireRefused(
        "--weight was w and is one",
        "run",
        "--weight=one",
        "--class-weight=" + write("same.csv", "a,0.5\nb,1.25\nc,3\n"),
        "--resume");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a,1\\nb,1~lacks the weight of c. Give the weights of all classes, once each",
        "a,1\\nb,1\\nc,1\\nd,2~names what is no class: d.",
        "a,1\\nb,-1\\nc,1~line 2, the weight of class 'b' is '-1', not a finite number of 0 or more",
        "a,1\\nb,nan\\nc,1~line 2, the weight of class 'b' is 'nan'",
        "a,1\\nb,\\nc,1~line 2, the weight of class 'b' is ''",
        "a,1\\nb,2\\na,1~line 3, the class 'a' has a weight already",
        "a;1~line 1, 'a;1' is not class,weight",
        "\\n~has no line class,weight"
      })
  void badFilesOfClassWeightsAreRefused(String text, String message) throws IOException {
    String file = write("weights.csv", text.translateEscapes());
    requireRefused(message, "refused", "--class-weight=" + file);
  }

  @Test
  void whatDoesNotApplyIsRefused() throws IOException {
    requireRefused("There is no file", "refused", "--class-weight=" + at("nowhere.csv"));
    requireRefused(
        "--class-weight is for --task auto or classify alone, not for regress",
        "refused",
        "--task=regress",
        "--class-weight=balanced");
    requireRefused(
        "--class-weight is for classes, --loss for numbers",
        "refused",
        "--loss=huber",
        "--class-weight=balanced");
    String zeros = write("zeros.csv", "x0,x1,x2,x3,w,k\n1,2,3,4,0,u\n4,3,2,1,0,v\n");
    requireRefused(
        "all rows of the train set weigh 0.0 together", "refused", "--data=" + zeros, "--weight=w");
    String svm = write("t.svm", "u 1:1\nv 2:1\n");
    CommandRun run = run("train", "--data=" + svm, "--weight=w", "--out=" + at("refused"));
    assertEquals(2, run.exitCode(), run.err());
    assertTrue(run.err().contains("--weight is for CSV, the data are LIBSVM"), run.err());
  }

  private void requireRefused(String message, String out, String... more) {
    CommandRun run = learn(out, more);
    assertEquals(2, run.exitCode(), run.err());
    Optional<String> last = run.toldLines().stream().reduce((one, next) -> next);
    assertTrue(last.orElseThrow().contains(message), run.err());
  }
}
