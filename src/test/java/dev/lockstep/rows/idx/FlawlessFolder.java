package dev.lockstep.rows.idx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.io.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder without a fault, for a test to put one in. */
abstract class FlawlessFolder {
  static final Configuration HADOOP = new Configuration();

  @TempDir Path folder;

  @BeforeEach
  void writeFolder() throws IOException {
    IdxBytes.writeFolder(folder);
  }

  /** Expects the folder to be refused on account of one file's new contents. */
  final void assertRefused(String file, byte[] contents, String fault) throws IOException {
    Files.write(folder.resolve(file), contents);
    assertEquals("Cannot read %s: %s".formatted(folder.resolve(file), fault), refusal(folder));
  }

  /** All that is said of a folder. */
  static String refusal(Path folder) {
    return refusal(folder.toString());
  }

  /** All that is said of a folder under any path. */
  static String refusal(String folder) {
    return assertThrows(InvalidInputException.class, () -> IdxFolder.open(folder, HADOOP))
        .getMessage();
  }
}
