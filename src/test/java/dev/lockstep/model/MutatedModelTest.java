package dev.lockstep.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.Mutations;
import dev.lockstep.io.HadoopFile;
import dev.lockstep.io.NpzWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Broken models and checkpoints are refused in one line, in bounded memory and time; what is read
 * has the parameters that were written.
 */
final class MutatedModelTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir Path temporary;

  @Test
  void models() throws Exception {
    Path folder = Samples.write(Samples.model(), temporary.resolve("model"));
    byte[] npz = Files.readAllBytes(folder.resolve("model.npz"));
    byte[] json = Files.readAllBytes(folder.resolve("model.json"));
    String sha256 = Samples.parameters().sha256();
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(folder.toString());
    Mutations.areReadOrRefused(
        "models",
        random -> {
          int which = random.nextInt(3);
          Files.write(folder.resolve("model.json"), which == 0 ? Mutations.of(json, random) : json);
          Files.write(
              folder.resolve("model.npz"),
              switch (which) {
                case 0 -> npz;
                case 1 -> Mutations.of(npz, random);
                default -> inside(npz, random);
              });
          return () -> assertEquals(sha256, ModelFolder.read(path, HADOOP).parameters().sha256());
        });
  }

  @Test
  void checkpoints() throws Exception {
    Path local = temporary.resolve("epoch-3.npz");
    byte[] good = Samples.bytes(Samples.checkpoint(3));
    String sha256 = Samples.checkpoint(3).state().parameters().sha256();
    HadoopFile file =
        new HadoopFile(
            FileSystem.getLocal(HADOOP), new org.apache.hadoop.fs.Path(local.toString()));
    Mutations.areReadOrRefused(
        "checkpoints",
        random -> {
          Files.write(
              local, random.nextBoolean() ? inside(good, random) : Mutations.of(good, random));
          return () -> assertEquals(sha256, Checkpoint.read(file).state().parameters().sha256());
        });
  }

  /** Breaks one entry before its checksum is taken. */
  private static byte[] inside(byte[] file, Random random) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NpzWriter npz = new NpzWriter(out);
    Map<String, byte[]> entries = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put("%02d%s".formatted(entries.size(), entry.getName()), zip.readAllBytes());
      }
    }
    int broken = random.nextInt(entries.size());
    int i = 0;
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      byte[] bytes = entry.getValue();
      npz.bytes(entry.getKey().substring(2), i++ == broken ? Mutations.of(bytes, random) : bytes);
    }
    npz.finish();
    return out.toByteArray();
  }
}
