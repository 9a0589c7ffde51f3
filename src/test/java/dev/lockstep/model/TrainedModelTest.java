package dev.lockstep.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.GoldenModel;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Topology;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.ScaleKind;
import dev.lockstep.scale.Scaling;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model is read as it was written, or its fault is named. */
final class TrainedModelTest {
  private static final String AGAIN = " Copy it again from where it was made.";

  @TempDir Path temporary;
  private Path folder;
  private Path npz;
  private Path json;

  @BeforeEach
  void writeModel() {
    folder = Samples.write(Samples.model(), temporary.resolve("run/model"));
    npz = folder.resolve("model.npz");
    json = folder.resolve("model.json");
  }

  private static TrainedModel read(Path folder) {
    return ModelFolder.read(
        "model", new org.apache.hadoop.fs.Path(folder.toString()), new Configuration());
  }

  private static void assertRefused(Path folder, String message) {
    assertEquals(
        message, assertThrows(InvalidInputException.class, () -> read(folder)).getMessage());
  }

  private void edit(String from, String to) throws IOException {
    String text = Files.readString(json);
    assertTrue(text.contains(from), text);
    Files.writeString(json, text.replace(from, to));
  }

  private void assertNpzRefused(byte[] bytes, String fault) throws IOException {
    Files.write(npz, bytes);
    assertRefused(folder, "Cannot read %s: %s".formatted(npz, fault));
  }

  @Test
  void aModelIsReadAsItWasWritten() {
    TrainedModel model = read(temporary.resolve("run"));
    assertEquals(Samples.parameters().sha256(), model.parameters().sha256());
    assertEquals(Samples.CLASSES, model.labels());
    assertEquals(Samples.model().provenance(), model.provenance());
    assertEquals(ScaleKind.STANDARD, model.scaling().kind());
    assertEquals(Samples.SCALING.offsets(), model.scaling().offsets());
    assertEquals(Samples.SCALING.divisors(), model.scaling().divisors());
    assertEquals(Samples.SCALING.columns(), model.columns());
  }

  /** As it was written before there were tables. */
  @Test
  void aModelOfTheFirstVersionScalesBytesToOne() {
    TrainedModel old = GoldenModel.read();
    assertEquals(ScaleKind.UNIT, old.scaling().kind());
    assertEquals(Columns.NONE, old.columns());
    assertEquals(ScaleKind.UNIT, old.provenance().data().scale());
    assertEquals(List.of(), old.provenance().data().columns());
    assertEquals(false, old.provenance().settings().shuffle());
  }

  /** Field for field, though an earlier version wrote it, which had fewer settings. */
  @Test
  void whatIsReadIsWrittenAgainAsItWas() throws IOException {
    Path earlier = Path.of("src/test/resources/golden/earlier/model");
    Samples.write(read(earlier), folder);
    JsonNode before = new ObjectMapper().readTree(earlier.resolve("model.json").toFile());
    JsonNode after = new ObjectMapper().readTree(json.toFile());
    ObjectNode settings = (ObjectNode) before.at("/provenance/settings");
    settings.put("blas", "mllib");
    ((ObjectNode) after.at("/provenance/settings"))
        .retain(settings.properties().stream().map(Map.Entry::getKey).toList());
    assertEquals(before.toPrettyString(), after.toPrettyString());
    assertArrayEquals(Files.readAllBytes(earlier.resolve("model.npz")), Files.readAllBytes(npz));
  }

  @Test
  void theJsonSaysWhatTheNumbersMean() throws IOException {
    JsonNode root = new ObjectMapper().readTree(json.toFile());
    assertEquals(Samples.parameters().sha256(), root.get("parameters_sha256").asText());
    assertEquals(
        "[{'weights':'W1','biases':'b1','inputs':4,'outputs':5,'activation':'relu'},"
            + "{'weights':'W2','biases':'b2','inputs':5,'outputs':3,'activation':'softmax'}]",
        root.get("layers").toString().replace('"', '\''));
    assertEquals("2026-01-31T12:34:56Z", root.at("/provenance/time").asText());
  }

  @Test
  void aFieldThatIsNotKnownIsPassedOver() throws IOException {
    edit("\"version\" : 2,", "\"version\" : 2, \"colour\" : { \"of\" : [ 1 ] },");
    assertEquals(Samples.CLASSES, read(folder).labels());
  }

  /** What computed products before there were exact ones. */
  @ParameterizedTest
  @ValueSource(strings = {"auto", "native", "vector", "plain"})
  void productsOfEarlierModelsWereABlass(String earlier) throws IOException {
    edit("\"blas\" : \"exact", "\"blas\" : \"" + earlier);
    assertEquals(Blas.MLLIB, read(folder).provenance().settings().blas());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          lockstep-model          ~ onnx           ~ it is not of the format lockstep-model, it says onnx. Name a file that Lockstep has written.
          "format"                ~ "_"            ~ it is not of the format lockstep-model, it says none. Name a file that Lockstep has written.
          "version" : 2           ~ "version" : 3  ~ it is too new: its format is version 3, this Lockstep reads up to 2. Use a newer Lockstep.
          "version" : 2           ~ "version" : 0  ~ it is too old: its format is version 0, this Lockstep reads from 1 on. Train it again, or use an older Lockstep.
          "standard"              ~ "robust"       ~ its input scaling is 'robust', this Lockstep knows none, unit, minmax, standard. Use a newer Lockstep.
          "activation" : "relu"   ~ "activation" : "swish" ~ the activation of layer 1 is 'swish', this Lockstep knows relu, leaky-relu, elu, gelu, tanh, sigmoid, identity. Use a newer Lockstep.
          [ 0.1,                  ~ [              ~ corrupt: its input has 3 offsets, expected 4.
          [ 0.1,                  ~ [ "0.1",       ~ corrupt: input.offsets[0] is "0.1", expected a finite number.
          [ 0.1,                  ~ [ 1e999,       ~ corrupt: input.offsets[0] is "Infinity", expected a finite number.
          [ 4.9E-324,             ~ [ -4.9E-324,   ~ corrupt: column a has offset 0.1 and divisor -4.9E-324.
          "label"                 ~ "_"            ~ corrupt: the field input.label or input.columns is missing.
          "features" : 4          ~ "features" : "four" ~ corrupt: provenance.data.features is "four", expected a whole number from 0 to 2147483647.
          "features" : 4          ~ "features" : -4   ~ corrupt: provenance.data.features is -4, expected a whole number from 0 to 2147483647.
          "features" : 4          ~ "features" : null ~ corrupt: provenance.data.features is null, expected a whole number from 0 to 2147483647.
          "features" : 4          ~ "feature" : 4  ~ corrupt: the field provenance.data.features is missing.
          "batch_size" : 4        ~ "batch_size" : 0  ~ corrupt: provenance.settings: batch-size is 0, which is out of range: 1 or more.
          "blas" : "exact         ~ "blas" : "fast ~ corrupt: provenance.settings: blas is 'fast', which is not one of exact, mllib.
          "inputs" : 5            ~ "inputs" : 6   ~ corrupt: layer 2 takes 6 inputs, but layer 1 has 5 outputs.
          "inputs" : 4            ~ "inputs" : 2000000000 ~ corrupt: Layer 0 of the network has width 2000000000. The widest that is possible is 4000000.
          "it's", "               ~ "              ~ corrupt: it names 2 classes, but the network has 3 outputs.
          """)
  void aFaultOfTheJsonIsNamed(String from, String to, String fault) throws IOException {
    edit(from, to);
    boolean corrupt = fault.startsWith("corrupt");
    assertRefused(
        folder, "Cannot read %s: %s".formatted(json, corrupt ? "it is " + fault + AGAIN : fault));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha256", "columns", "data", "settings", "classes", "time"})
  void nothingIsNull(String field) throws IOException {
    edit("\"" + field + "\" : ", "\"" + field + "\" : null, \"_\" : ");
    String message = assertThrows(InvalidInputException.class, () -> read(folder)).getMessage();
    assertTrue(message.matches("Cannot read .*: it is corrupt: .*(null|missing).*"), message);
  }

  @Test
  void aFolderWithoutAWholeModelIsRefused() throws IOException {
    String hint = " --model names the folder with model.npz and model.json, or the run folder.";
    assertRefused(
        temporary.resolve("no"), "There is no folder %s/no.%s".formatted(temporary, hint));
    assertRefused(npz, npz + " is a file." + hint);
    assertRefused(temporary, temporary + " holds no model." + hint);
    Files.write(json, Arrays.copyOf(Files.readAllBytes(json), 100));
    String message = assertThrows(InvalidInputException.class, () -> read(folder)).getMessage();
    assertTrue(message.contains(json + ": it is corrupt: JSON breaks at line 4, column"), message);
    Files.delete(json);
    assertRefused(
        folder,
        "The model in %s is not complete: model.json is missing. Copy both files again."
            .formatted(folder));
  }

  @Test
  void arraysThatAreNotThoseOfTheJsonAreRefused() throws IOException {
    byte[] good = Files.readAllBytes(npz);
    assertNpzRefused(
        Samples.npz(new Parameters(new Topology(List.of(4, 6, 3)))),
        "W1 has shape (4, 6), expected (4, 5). Use files of one model.");
    assertNpzRefused(
        Samples.npz(new Parameters(new Topology(List.of(4, 5, 3, 2)))),
        "it holds more than the arrays of 4-5-3. Use files of one model.");
    Parameters others = Samples.parameters();
    others.biases(2).values()[0] += 1e-300;
    assertNpzRefused(
        Samples.npz(others),
        "its parameters are not those that were written: SHA-256 %s, expected %s. Copy both files of the model again."
            .formatted(others.sha256(), Samples.parameters().sha256()));
    assertNpzRefused(Arrays.copyOf(good, 500), "it is corrupt: b1.npy: unexpected EOF." + AGAIN);
    assertNpzRefused(
        "<html>".repeat(100).getBytes(StandardCharsets.US_ASCII),
        "it is no zip file, as numpy's npz files are." + AGAIN);
    good[200] ^= 1; // among the numbers of W1
    Files.write(npz, good);
    String message = assertThrows(InvalidInputException.class, () -> read(folder)).getMessage();
    assertTrue(message.contains("corrupt: W1.npy: invalid entry CRC (expected 0x"), message);
  }

  @Test
  void terabytesAreNotAllocatedOnAHeadersWord() throws IOException {
    Samples.write(
        new TrainedModel(
            Samples.parameters(), Samples.CLASSES, Scaling.unit(), Samples.provenance()),
        folder);
    edit("\"inputs\" : 4,", "\"inputs\" : 4000000,");
    edit("\"outputs\" : 5", "\"outputs\" : 60");
    edit("\"inputs\" : 5", "\"inputs\" : 60");
    assertRefused(
        folder,
        "Cannot read %s: it is corrupt: it has %d bytes, the 240000243 parameters of 4000000-60-3 are 960000972 at least.%s"
            .formatted(npz, Files.size(npz), AGAIN));
  }
}
