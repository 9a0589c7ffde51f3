package dev.lockstep.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.data.InvalidInputException;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A model is read as it was written, or its fault is named. */
final class TrainedModelTest extends ModelFolder {
  @Test
  void aModelIsReadAsItWasWritten() {
    TrainedModel model = read(folder);
    assertEquals(Samples.parameters().sha256(), model.parameters().sha256());
    assertEquals(Samples.CLASSES, model.classes());
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
        new TrainedModel(parameters, Samples.CLASSES, Samples.model().provenance()), large);
    assertEquals(parameters.sha256(), read(large).parameters().sha256());
  }

  @Test
  void theRunFolderNamesItsModel() {
    assertEquals(Samples.CLASSES, read(temporary.resolve("run")).classes());
  }

  @Test
  void theJsonSaysWhatTheNumbersMean() throws IOException {
    JsonNode root = new ObjectMapper().readTree(json.toFile());
    assertEquals("lockstep-model", root.get("format").asText());
    assertEquals(1, root.get("version").asInt());
    assertEquals(Samples.parameters().sha256(), root.get("parameters_sha256").asText());
    assertEquals(
        "[{'weights':'W1','biases':'b1','inputs':4,'outputs':5,'activation':'relu'},"
            + "{'weights':'W2','biases':'b2','inputs':5,'outputs':3,'activation':'softmax'}]",
        root.get("layers").toString().replace('"', '\''));
    assertEquals(
        "{'scaling':'unit','pixels':'float32(byte / 255)'}",
        root.get("input").toString().replace('"', '\''));
    assertEquals("abc", root.at("/provenance/environment/revision").asText());
    assertEquals("2026-01-31T12:34:56Z", root.at("/provenance/time").asText());
  }

  @Test
  void aFieldThatIsNotKnownIsPassedOver() throws IOException {
    edit("\"version\" : 1,", "\"version\" : 1, \"colour\" : { \"of\" : [ 1 ] },");
    assertEquals(Samples.CLASSES, read(folder).classes());
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
        "it is not of the format lockstep-model, it says onnx. Name a file that Lockstep has written.");
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
        "The model in %s is not whole: model.json is missing. Copy both files again."
            .formatted(folder));
  }

  @Test
  void tooNewAndTooOld() throws IOException {
    assertJsonRefused(
        "\"version\" : 1",
        "\"version\" : 2",
        "it is too new: its format is version 2, this Lockstep reads up to 1. Use a newer Lockstep.");
    assertJsonRefused(
        "\"version\" : 2",
        "\"version\" : 0",
        "it is too old: its format is version 0, this Lockstep reads from 1 on. Train it again, or use an older Lockstep.");
  }

  @Test
  void aScalingOrActivationOfALaterTime() throws IOException {
    assertJsonRefused(
        "\"unit\"",
        "\"standard\"",
        "its input scaling is 'standard', this Lockstep knows unit alone. Use a newer Lockstep.");
    assertJsonRefused(
        "\"relu\"",
        "\"gelu\"",
        "the activation of layer 1 is 'gelu', this Lockstep knows relu there alone. Use a newer Lockstep.");
  }

  @Test
  void brokenJson() throws IOException {
    String again = ". Copy it again from where it was made.";
    assertJsonRefused(
        "\"features\" : 4",
        "\"features\" : \"four\"",
        "it is corrupt: provenance.data.features is \"four\", expected a whole number from 0 to 2147483647"
            + again);
    assertJsonRefused(
        "\"features\" : \"four\"",
        "\"feature\" : 4",
        "it is corrupt: the field provenance.data.features is missing" + again);
    assertJsonRefused(
        "\"batch_size\" : 4",
        "\"batch_size\" : 0",
        "it is corrupt: --batch-size is 0, which is out of range: 1 or more" + again);
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
        "it is corrupt: layer 2 takes 6 inputs, but layer 1 has 5 outputs. Copy it again from where it was made.");
  }

  @Test
  void classesThatDoNotFitTheLayers() throws IOException {
    assertJsonRefused(
        "\"it's\", ",
        "",
        "it is corrupt: it names 2 classes, but the network has 3 outputs. Copy it again from where it was made.");
  }
}
