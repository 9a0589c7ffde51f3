package dev.lockstep.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.io.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder with a model without a fault, for a test to put one in. */
abstract class SampleModelFolder {
  @TempDir Path temporary;
  Path folder;
  Path npz;
  Path json;

  @BeforeEach
  void writeModel() {
    folder = Samples.write(Samples.model(), temporary.resolve("run/model"));
    npz = folder.resolve("model.npz");
    json = folder.resolve("model.json");
  }

  static TrainedModel read(Path folder) {
    return ModelFolder.read(new org.apache.hadoop.fs.Path(folder.toString()), new Configuration());
  }

  static void assertRefused(Path folder, String message) {
    assertEquals(
        message, assertThrows(InvalidInputException.class, () -> read(folder)).getMessage());
  }

  final void edit(String from, String to) throws IOException {
    String text = Files.readString(json);
    assertTrue(text.contains(from), text);
    Files.writeString(json, text.replace(from, to));
  }

  final void assertNpzRefused(byte[] bytes, String fault) throws IOException {
    Files.write(npz, bytes);
    assertRefused(folder, "Cannot read %s: %s".formatted(npz, fault));
  }

  final void assertJsonRefused(String from, String to, String fault) throws IOException {
    edit(from, to);
    assertRefused(folder, "Cannot read %s: %s".formatted(json, fault));
  }
}
