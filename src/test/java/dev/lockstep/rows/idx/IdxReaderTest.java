package dev.lockstep.rows.idx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.rows.RowBlock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A task that reads some groups of a file sees that they are the driver's. */
final class IdxReaderTest {
  private static final Configuration HADOOP = new Configuration();

  /** Two whole groups and a part of one. */
  private static final int ITEMS = 2 * RowBlock.ROWS + 100;

  private static final int HEADER = 16;
  private static final int ITEM = 6;

  @TempDir Path folder;

  private Path path;
  private byte[] bytes;
  private IdxReader.Images checked;

  @BeforeEach
  void check() throws IOException {
    path = folder.resolve("images");
    bytes = IdxBytes.images(ITEMS, 2, 3);
    for (int i = HEADER; i < bytes.length; i++) {
      bytes[i] = (byte) ((i * i) >> 3);
    }
    Files.write(path, bytes);
    IdxContents contents = IdxContents.read(IdxBytes.input(path), true, HADOOP);
    checked = new IdxReader.Images(contents.forTasks(), null, 0);
  }

  private byte[] read(int from, int end) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (IdxReader reader = new IdxReader(List.of(checked), from, end, HADOOP)) {
      while (reader.hasNext()) {
        RowBlock block = reader.next();
        for (int row = 0; row < block.rows(); row++) {
          for (double pixel : block.row(row)) {
            all.write((int) pixel);
          }
        }
      }
    }
    return all.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void whatIsReadIsTheFilesOwn(int from) throws IOException {
    for (int end = from; end <= 3; end++) {
      int first = Math.min(ITEMS, from * RowBlock.ROWS);
      int last = Math.min(ITEMS, end * RowBlock.ROWS);
      assertArrayEquals(
          Arrays.copyOfRange(bytes, HEADER + first * ITEM, HEADER + last * ITEM), read(from, end));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 300, 511, 512, 1023, 1024, ITEMS - 1})
  void anItemOfAnotherFileIsNoticedByWhoeverReadsItsGroup(int item) throws IOException {
    byte[] other = bytes.clone();
    other[HEADER + item * ITEM + item % ITEM]++;
    int group = item / RowBlock.ROWS;
    for (byte[] file : new byte[][] {other, IdxBytes.gzip(other)}) {
      Files.write(path, file);
      assertChanged(0, group + 1);
      assertChanged(group, group + 1);
    }
  }

  @Test
  void aFileThatShrinksOrHasAnotherHeaderIsNoticed() throws IOException {
    for (byte[] other :
        List.of(
            Arrays.copyOf(bytes, bytes.length - 1),
            Arrays.copyOf(bytes, 20),
            IdxBytes.images(ITEMS, 3, 2))) {
      for (byte[] file : List.of(other, IdxBytes.gzip(other))) {
        Files.write(path, file);
        assertChanged(2, 3);
      }
    }
  }

  private void assertChanged(int from, int end) {
    assertEquals(
        "Cannot read file:%s: it has changed since it was checked. Leave it alone during a run."
            .formatted(path),
        assertThrows(InvalidInputException.class, () -> read(from, end)).getMessage());
  }
}
