package dev.lockstep.rows.idx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.io.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A task that reads some rows of a file sees that all of them are the driver's. */
final class CheckedItemsTest {
  private static final Configuration HADOOP = new Configuration();

  /** Two whole groups and a part of one. */
  private static final int ITEMS = 2 * GroupChecksums.ITEMS + 100;

  private static final int HEADER = 16;
  private static final int ITEM = 6;

  @TempDir Path folder;

  private Path path;
  private byte[] bytes;
  private CheckedFile checked;

  @BeforeEach
  void check() throws IOException {
    path = folder.resolve("images");
    bytes = IdxBytes.images(ITEMS, 2, 3);
    for (int i = HEADER; i < bytes.length; i++) {
      bytes[i] = (byte) ((i * i) >> 3);
    }
    Files.write(path, bytes);
    checked =
        IdxContents.read(
                new org.apache.hadoop.fs.Path(path.toString()), IdxRole.TRAIN_IMAGES, HADOOP)
            .forTasks(HADOOP);
  }

  private byte[] read(int from, int end) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (CheckedItems items = checked.open(HADOOP, from)) {
      byte[] item = new byte[items.itemSize()];
      for (int i = from; i < end; i++) {
        items.read(item);
        all.write(item);
      }
      items.finishGroup();
    }
    return all.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 513, 1023, 1024, 1100})
  void whatIsReadIsTheFilesOwn(int from) throws IOException {
    for (int end : new int[] {from, Math.min(ITEMS, from + 700), ITEMS}) {
      assertArrayEquals(
          Arrays.copyOfRange(bytes, HEADER + from * ITEM, HEADER + end * ITEM), read(from, end));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 300, 511, 512, 1023, 1024, ITEMS - 1})
  void anItemOfAnotherFileIsNoticedByWhoeverReadsIt(int item) throws IOException {
    byte[] other = bytes.clone();
    other[HEADER + item * ITEM + item % ITEM]++;
    for (byte[] file : new byte[][] {other, IdxBytes.gzip(other)}) {
      Files.write(path, file);
      for (int from : new int[] {0, Math.max(0, item - 5), item}) {
        assertEquals(
            "Cannot read file:%s: it has changed since it was checked. Leave it alone during a run."
                .formatted(path),
            assertThrows(InvalidInputException.class, () -> read(from, item + 1)).getMessage());
      }
    }
  }
}
