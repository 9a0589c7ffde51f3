package dev.lockstep.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.Mutations;
import dev.lockstep.io.InMemory;
import dev.lockstep.io.NpzWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Broken models and checkpoints are refused in one line, in bounded memory and time; what is read
 * has the parameters that were written.
 */
final class MutatedModelTest {
  @TempDir private Path temporary;

  @Test
  void models() throws Exception {
    Path folder = Samples.write(Samples.model(), temporary);
    byte[] npz = Files.readAllBytes(folder.resolve("model.npz"));
    byte[] json = Files.readAllBytes(folder.resolve("model.json"));
    String sha256 = Samples.parameters().sha256();
    Mutations.areReadOrRefused(
        "models",
        random -> {
          int which = random.nextInt(3);
          InMemory described =
              new InMemory("model.json", which == 0 ? Mutations.of(json, random) : json);
          InMemory arrays =
              new InMemory(
                  "model.npz",
                  switch (which) {
                    case 0 -> npz;
                    case 1 -> Mutations.of(npz, random);
                    default -> inside(npz, random);
                  });
          return () ->
              assertEquals(sha256, TrainedModel.read(described, arrays).parameters().sha256());
        });
  }

  @Test
  void checkpoints() throws Exception {
    byte[] good = Samples.bytes(Samples.checkpoint(3));
    String sha256 = Samples.checkpoint(3).state().parameters().sha256();
    Mutations.areReadOrRefused(
        "checkpoints",
        random -> {
          InMemory file =
              new InMemory(
                  "epoch-3.npz",
                  random.nextBoolean() ? inside(good, random) : Mutations.of(good, random));
          return () -> assertEquals(sha256, Checkpoint.read(file).state().parameters().sha256());
        });
  }

  /** Breaks one entry before its checksum is taken. */
  private static byte[] inside(byte[] file, Random random) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NpzWriter npz = new NpzWriter(out);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    String broken = List.copyOf(entries.keySet()).get(random.nextInt(entries.size()));
    entries.computeIfPresent(broken, (name, bytes) -> Mutations.of(bytes, random));
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      npz.bytes(entry.getKey(), entry.getValue());
    }
    npz.finish();
    return out.toByteArray();
  }
}
