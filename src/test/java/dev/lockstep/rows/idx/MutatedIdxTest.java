package dev.lockstep.rows.idx;

import dev.lockstep.Mutations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Broken IDX files are refused in one line, in bounded memory and time. */
final class MutatedIdxTest extends FlawlessFolder {
  private static final List<String> NAMES =
      List.of(
          "train-images-idx3-ubyte",
          "train-labels-idx1-ubyte",
          "t10k-images-idx3-ubyte",
          "t10k-labels-idx1-ubyte");

  @Test
  void idxFiles() throws Exception {
    List<byte[]> good =
        List.of(
            IdxBytes.images(6, 2, 3),
            IdxBytes.labels(2, 0, 1, 1, 0, 2),
            IdxBytes.images(3, 2, 3),
            IdxBytes.labels(1, 2, 1));
    Mutations.areReadOrRefused(
        "IDX files",
        random -> {
          int which = random.nextInt(NAMES.size());
          byte[] file = good.get(which);
          byte[] broken =
              switch (random.nextInt(3)) {
                case 0 -> Mutations.of(file, random);
                case 1 -> IdxBytes.gzip(Mutations.of(file, random));
                default -> Mutations.of(IdxBytes.gzip(file), random);
              };
          for (int i = 0; i < NAMES.size(); i++) {
            Path path = folder.resolve(NAMES.get(i));
            Files.write(path, i == which ? broken : good.get(i));
          }
          return () -> IdxFolder.open(folder.toString(), HADOOP);
        });
  }
}
