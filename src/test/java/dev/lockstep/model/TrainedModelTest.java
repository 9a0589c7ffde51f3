package dev.lockstep.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.GoldenModel;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Topology;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.ScaleKind;
import dev.lockstep.scale.Scaling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A model is read as it was written, or its fault is named. */
final class TrainedModelTest extends SampleModelFolder {
  @Test
  void aModelIsReadAsItWasWritten() {
    TrainedModel model = read(folder);
    assertEquals(Samples.parameters().sha256(), model.parameters().sha256());
    assertEquals(Samples.CLASSES, model.labels());
    assertEquals(Samples.model().provenance(), model.provenance());
  }

  @Test
  void aModelOfMoreThanOneBufferIsReadAsItWasWritten() {
    Parameters parameters = new Parameters(new Topology(List.of(9_001, 3)));
    double[] w = parameters.weights(1).values();
    for (int i = 0; i < w.length; i++) {
      w[i] = 1.0 / (i + 1);
    }
    Path large = temporary.resolve("large");
    Samples.write(
        new TrainedModel(parameters, Samples.CLASSES, Scaling.unit(), Samples.model().provenance()),
        large);
    assertEquals(parameters.sha256(), read(large).parameters().sha256());
  }

  @Test
  void aLearnedScalingIsReadBackToTheBit() throws IOException {
    Columns columns = new Columns("species", List.of("a", "b, c", "\"d\"", "é"));
    double[] offsets = {0.1, -1e-320, 1.0 / 3, Double.MAX_VALUE};
    double[] divisors = {Double.MIN_VALUE, 0, 2.0 / 3, 1e300};
    Scaling scaling = Scaling.of(ScaleKind.STANDARD, columns, offsets, divisors);
    Samples.write(
        new TrainedModel(
            Samples.parameters(), Samples.CLASSES, scaling, Samples.model().provenance()),
        folder);
    TrainedModel model = read(folder);
    assertEquals(ScaleKind.STANDARD, model.scaling().kind());
    assertEquals(scaling.offsets(), model.scaling().offsets());
    assertEquals(scaling.divisors(), model.scaling().divisors());
    assertEquals(columns, model.columns());
    String again = " Copy it again from where it was made.";
    assertJsonRefused(
        "\"offsets\" : [ 0.1, ",
        "\"offsets\" : [ ",
        "it is corrupt: its input has 3 offsets, but the network takes 4." + again);
    assertJsonRefused(
        "\"offsets\" : [ ",
        "\"offsets\" : [ \"0.1\", ",
        "it is corrupt: input.offsets[0] is \"0.1\", expected a finite number." + again);
    edit("\"offsets\" : [ \"0.1\", ", "\"offsets\" : [ 0.1, ");
    assertJsonRefused(
        "\"divisors\" : [ 4.9E-324, ",
        "\"divisors\" : [ -4.9E-324, ",
        "it is corrupt: column a has offset 0.1 and divisor -4.9E-324." + again);
  }

  /** As it was written before there were tables. */
  @Test
  void aModelOfTheFirstVersionScalesBytesToOne() {
    TrainedModel old = GoldenModel.read();
    assertEquals(ScaleKind.UNIT, old.scaling().kind());
    assertEquals(Columns.NONE, old.columns());
    assertEquals(ScaleKind.UNIT, old.provenance().data().scale());
    assertEquals(List.of(), old.provenance().data().columns());
    assertFalse(old.provenance().settings().shuffle());
  }

  /** Field for field, though an earlier version wrote it. */
  @Test
  void whatIsReadIsWrittenAgainAsItWas() throws IOException {
    Path earlier = Path.of("src/test/resources/golden/earlier/model");
    Samples.write(read(earlier), folder);
    assertEquals(
        Files.readString(earlier.resolve("model.json"))
            .replace("\"blas\" : \"auto\"", "\"blas\" : \"mllib\""),
        Files.readString(json));
    assertArrayEquals(Files.readAllBytes(earlier.resolve("model.npz")), Files.readAllBytes(npz));
  }

  @Test
  void theRunFolderNamesItsModel() {
    assertEquals(Samples.CLASSES, read(temporary.resolve("run")).labels());
  }

  @Test
  void theJsonSaysWhatTheNumbersMean() throws IOException {
    JsonNode root = new ObjectMapper().readTree(json.toFile());
    assertEquals("lockstep-model", root.get("format").asText());
    assertEquals(2, root.get("version").asInt());
    assertEquals(Samples.parameters().sha256(), root.get("parameters_sha256").asText());
    assertEquals(
        "[{'weights':'W1','biases':'b1','inputs':4,'outputs':5,'activation':'relu'},"
            + "{'weights':'W2','biases':'b2','inputs':5,'outputs':3,'activation':'softmax'}]",
        root.get("layers").toString().replace('"', '\''));
    assertEquals(
        "{'scaling':'unit','meaning':'x = float32(number / 255)','label':'','columns':[]}",
        root.get("input").toString().replace('"', '\''));
    assertEquals("abc", root.at("/provenance/environment/revision").asText());
    assertEquals("2026-01-31T12:34:56Z", root.at("/provenance/time").asText());
  }

  @Test
  void aFieldThatIsNotKnownIsPassedOver() throws IOException {
    edit("\"version\" : 2,", "\"version\" : 2, \"colour\" : { \"of\" : [ 1 ] },");
    assertEquals(Samples.CLASSES, read(folder).labels());
  }

  @Test
  void notAModel() throws IOException {
    String hint = " --model names the folder with model.npz and model.json, or the run folder.";
    assertRefused(
        temporary.resolve("no"), "There is no folder %s/no.%s".formatted(temporary, hint));
    assertRefused(npz, npz + " is a file." + hint);
    assertRefused(temporary, temporary + " holds no model." + hint);
    assertJsonRefused(
        "lockstep-model",
        "onnx",
        "it is not of the format lockstep-model, it says onnx. Name a file that Lockstep has"
            + " written.");
    Files.writeString(json, "{}");
    assertRefused(
        folder,
        "Cannot read %s: it is not of the format lockstep-model, it says none. Name a file that Lockstep has written."
            .formatted(json));
  }

  @Test
  void halfOfAModel() throws IOException {
    Files.delete(json);
    assertRefused(
        folder,
        "The model in %s is not complete: model.json is missing. Copy both files again."
            .formatted(folder));
  }

  @Test
  void tooNewAndTooOld() throws IOException {
    assertJsonRefused(
        "\"version\" : 2",
        "\"version\" : 3",
        "it is too new: its format is version 3, this Lockstep reads up to 2. Use a newer"
            + " Lockstep.");
    assertJsonRefused(
        "\"version\" : 3",
        "\"version\" : 0",
        "it is too old: its format is version 0, this Lockstep reads from 1 on. Train it again, or"
            + " use an older Lockstep.");
  }

  /** What computed products before there were exact ones. */
  @Test
  void productsOfEarlierModelsWereABlass() throws IOException {
    String word = "exact";
    for (String earlier : List.of("auto", "native", "vector", "plain")) {
      edit("\"blas\" : \"" + word, "\"blas\" : \"" + earlier);
      assertEquals(Blas.MLLIB, read(folder).provenance().settings().blas());
      word = earlier;
    }
    assertJsonRefused(
        "\"blas\" : \"plain",
        "\"blas\" : \"fast",
        "it is corrupt: provenance.settings: blas is 'fast', which is not one of exact, mllib. Copy it again"
            + " from where it was made.");
  }

  @Test
  void aScalingOrActivationOfALaterTime() throws IOException {
    assertJsonRefused(
        "\"scaling\" : \"unit\"",
        "\"scaling\" : \"robust\"",
        "its input scaling is 'robust', this Lockstep knows none, unit, minmax, standard. Use a"
            + " newer Lockstep.");
    assertJsonRefused(
        "\"relu\"",
        "\"gelu\"",
        "the activation of layer 1 is 'gelu', this Lockstep knows relu there alone. Use a newer"
            + " Lockstep.");
  }

  @Test
  void brokenJson() throws IOException {
    String again = ". Copy it again from where it was made.";
    assertJsonRefused(
        "\"features\" : 4",
        "\"features\" : \"four\"",
        "it is corrupt: provenance.data.features is \"four\", expected a whole number from 0 to"
            + " 2147483647"
            + again);
    assertJsonRefused(
        "\"features\" : \"four\"",
        "\"feature\" : 4",
        "it is corrupt: the field provenance.data.features is missing" + again);
    edit("\"feature\" : 4", "\"features\" : null");
    assertRefused(
        folder,
        "Cannot read %s: it is corrupt: provenance.data.features is null, expected a whole number from 0 to 2147483647%s"
            .formatted(json, again));
    edit("\"features\" : null", "\"features\" : 4");
    for (String field : List.of("sha256", "columns", "data", "settings", "classes")) {
      String good = Files.readString(json);
      Files.writeString(
          json, good.replaceFirst("\"" + field + "\" : ", "\"" + field + "\" : null, \"_\" : "));
      String message = assertThrows(InvalidInputException.class, () -> read(folder)).getMessage();
      assertTrue(message.matches("Cannot read .*: it is corrupt: .*(null|missing).*"), message);
      Files.writeString(json, good);
    }
    assertJsonRefused(
        "\"batch_size\" : 4",
        "\"batch_size\" : 0",
        "it is corrupt: provenance.settings: batch-size is 0, which is out of range: 1 or more"
            + again);
    Files.write(json, Arrays.copyOf(Files.readAllBytes(json), 100));
    assertTrue(
        assertThrows(InvalidInputException.class, () -> read(folder))
            .getMessage()
            .startsWith("Cannot read %s: it is corrupt: JSON breaks at line ".formatted(json)));
  }

  @Test
  void layersThatDoNotFitEachOther() throws IOException {
    assertJsonRefused(
        "\"inputs\" : 5",
        "\"inputs\" : 6",
        "it is corrupt: layer 2 takes 6 inputs, but layer 1 has 5 outputs. Copy it again from where"
            + " it was made.");
  }

  @Test
  void classesThatDoNotFitTheLayers() throws IOException {
    assertJsonRefused(
        "\"it's\", ",
        "",
        "it is corrupt: it names 2 classes, but the network has 3 outputs. Copy it again from where"
            + " it was made.");
  }
}
