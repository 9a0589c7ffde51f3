package dev.lockstep.rows.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rows of {@link SameTable}, written in a thousand ways, are the same to the last bit, and so
 * are their places, whatever pieces are read.
 */
final class SameTableTest {
  private static final int VARIANTS = 1000;

  @TempDir Path folder;

  private static LocalTable expected() {
    List<String> rows = new ArrayList<>();
    List<Long> places = new ArrayList<>();
    for (int row = 0; row < SameTable.ROWS; row++) {
      if (row % 7 != 6 && row % 9 != 8) {
        rows.add(
            "%d %s [%s, %s, %s.0]"
                .formatted(
                    rows.size(),
                    SameTable.KINDS.get(row % 4),
                    row * 0.25 - 3,
                    row % 3 == 0 ? "1.0" : "0.0",
                    row % 10));
        places.add((long) row);
      }
    }
    return new LocalTable(null, rows, places, List.of(), List.of(), null);
  }

  @Test
  void rowsAndPlacesAreTheSameHoweverTheTableIsWritten() throws IOException {
    LocalTable expected = expected();
    for (int variant = 0; variant < VARIANTS; variant++) {
      Random random = new Random(SameTable.SEED + variant);
      Path place = Files.createDirectory(folder.resolve("table"));
      TableOptions options = SameTable.write(random, place).options();
      LocalTable table =
          LocalTable.read(
              place, options, random.nextBoolean() ? Piece.BYTES : 1 + random.nextInt(99));
      String name = "variant " + variant;
      assertEquals(expected.rows(), table.rows(), name);
      assertEquals(expected.places(), table.places(), name);
      assertEquals(SameTable.ROWS - expected.rows().size(), table.leftOut().size(), name);
      FileUtils.deleteDirectory(place.toFile());
    }
  }
}
