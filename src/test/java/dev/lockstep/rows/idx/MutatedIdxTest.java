package dev.lockstep.rows.idx;

import dev.lockstep.Mutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Broken IDX files are refused in one line, in bounded memory and time. */
final class MutatedIdxTest extends FlawlessFolder {
  private static final Path CASES = Path.of("src/test/resources/cases");

  private static SortedMap<String, byte[]> read(Path folder) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> listing = Files.list(folder)) {
      for (Path file : listing.toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  @Test
  void idxFiles() throws Exception {
    List<SortedMap<String, byte[]>> sets = new ArrayList<>(List.of(read(folder)));
    for (String name : List.of("idx-float", "idx-qmnist", "idx-train-only")) {
      sets.add(read(CASES.resolve(name)));
    }
    Path broken = Files.createDirectory(folder.resolve("broken"));
    Mutations.areReadOrRefused(
        "IDX files",
        random -> {
          SortedMap<String, byte[]> set = sets.get(random.nextInt(sets.size()));
          List<String> names = List.copyOf(set.keySet());
          String which = names.get(random.nextInt(names.size()));
          for (String old : read(broken).keySet()) {
            Files.delete(broken.resolve(old));
          }
          for (String name : names) {
            byte[] file = set.get(name);
            Files.write(broken.resolve(name), name.equals(which) ? mutated(file, random) : file);
          }
          return () -> IdxFolder.open(broken.toString(), HADOOP);
        });
  }

  private static byte[] mutated(byte[] file, Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> Mutations.of(file, random);
      case 1 -> IdxBytes.gzip(Mutations.of(file, random));
      default -> Mutations.of(IdxBytes.gzip(file), random);
    };
  }
}
