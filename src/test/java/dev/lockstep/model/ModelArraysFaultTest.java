package dev.lockstep.model;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Topology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A {@code model.npz} that is not the one that {@code model.json} describes. */
final class ModelArraysFaultTest extends SampleModelFolder {
  @Test
  void aModelOfOtherShapes() throws IOException {
    assertNpzRefused(
        Samples.npz(new Parameters(new Topology(List.of(4, 6, 3)))),
        "W1 has shape (4, 6), expected (4, 5). Use files of one model.");
    assertNpzRefused(
        Samples.npz(new Parameters(new Topology(List.of(4, 5, 3, 2)))),
        "it holds more than the arrays of 4-5-3. Use files of one model.");
  }

  @Test
  void otherParameters() throws IOException {
    Parameters others = Samples.parameters();
    others.biases(2).values()[0] += 1e-300;
    assertNpzRefused(
        Samples.npz(others),
        "its parameters are not those that were written: SHA-256 %s, expected %s. Copy both files of the model again."
            .formatted(others.sha256(), Samples.parameters().sha256()));
  }

  @Test
  void aFlippedBit() throws IOException {
    byte[] bytes = Files.readAllBytes(npz);
    bytes[200] ^= 1; // among the numbers of W1
    Files.write(npz, bytes);
    String message = assertThrows(InvalidInputException.class, () -> read(folder)).getMessage();
    assertTrue(message.contains("it is corrupt: "), message);
    assertTrue(message.contains("invalid entry CRC (expected 0x"), message);
  }

  @Test
  void cutOffOrNoZipFileAtAll() throws IOException {
    byte[] bytes = Files.readAllBytes(npz);
    assertNpzRefused(
        Arrays.copyOf(bytes, 500),
        "it is corrupt: b1.npy: unexpected EOF. Copy it again from where it was made.");
    String again = ". Copy it again from where it was made.";
    assertNpzRefused(new byte[0], "it is empty" + again);
    assertNpzRefused(
        "<html>".getBytes(StandardCharsets.US_ASCII),
        "it is no zip file, as numpy's npz files are" + again);
  }

  @Test
  void terabytesAreNotAllocatedOnAHeadersWord() throws IOException {
    long length = Files.size(npz);
    edit("\"inputs\" : 4,", "\"inputs\" : 4000000,");
    edit("\"outputs\" : 5", "\"outputs\" : 60");
    edit("\"inputs\" : 5", "\"inputs\" : 60");
    assertRefused(
        folder,
        "Cannot read %s: it is corrupt: it has %d bytes, the 240000243 parameters of 4000000-60-3 alone are 1920001944. Copy it again from where it was made."
            .formatted(npz, length));
    edit("\"inputs\" : 4000000,", "\"inputs\" : 2000000000,");
    assertRefused(
        folder,
        "Cannot read %s: it is corrupt: Layer 0 of the network has width 2000000000. The widest that is possible is 4000000. Copy it again from where it was made."
            .formatted(json));
  }
}
