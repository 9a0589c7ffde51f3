package dev.lockstep.rows.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.LocalSpark;
import dev.lockstep.io.InputFiles;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.RowSource;
import dev.lockstep.rows.split.Parts;
import dev.lockstep.rows.split.TestSplit;
import dev.lockstep.scale.ScaleKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of every format of text: its member writes rows, and the reader has to find them. */
abstract class TextFormatLaws {
  @TempDir Path folder;

  abstract TextFormat format();

  /** What stands before the first row of every file; maybe nothing. */
  abstract String header();

  /**
   * A row of numbers as the format writes it, in some of the ways that it may, without line end.
   */
  abstract String line(int row, String label, String... x);

  /** A line that is no row, which it need not be; without line end. */
  abstract String badLine();

  private TableOptions options() {
    return TableOptions.DEFAULT.withFormat(format().name());
  }

  Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  /** Rows with small integers, then one of another kind, so that blocks are kept in two ways. */
  private static String[] numbers(int row) {
    String x = row == 700 ? "-0.0" : row == 1100 ? "255.5" : row % 256 + ".0";
    return new String[] {row % 7 + 1 + ".0", x};
  }

  private static String label(int row) {
    return row % 5 == 4 ? "\u00e4\u00f6" : "k" + row % 5;
  }

  private String text(int from, int to, String lineEnd) {
    StringBuilder text = new StringBuilder(header());
    for (int row = from; row < to; row++) {
      text.append(line(row, label(row), numbers(row))).append(lineEnd);
    }
    return text.toString();
  }

  private static List<String> rows(int count) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      rows.add("%d %s %s".formatted(row, label(row), Arrays.toString(numbers(row))));
    }
    return rows;
  }

  @Test
  void rowsAreThoseThatWereWritten() throws IOException {
    assertEquals(rows(1500), LocalTable.read(write("t", text(0, 1500, "\n")), options()).rows());
  }

  @Test
  void neitherLineEndsNorEmptyLinesNorAByteOrderMarkChangeARow() throws IOException {
    String text = text(0, 9, "\n");
    for (String same :
        List.of(
            text.stripTrailing(),
            text.replace("\n", "\r\n"),
            text.replace("\n", "\r\n").stripTrailing() + "\r",
            "\n\r\n" + text.replace("\n", "\n\n\r\n"),
            "\ufeff" + text)) {
      LocalTable table = LocalTable.read(write("t", same), options());
      assertEquals(rows(9), table.rows(), same);
      assertEquals(0, table.info().skipped());
    }
  }

  @Test
  void noCutChangesARowOrWhatIsLeftOut() throws IOException {
    String good = text(0, 9, "\r\n").stripTrailing();
    String bad = text(0, 4, "\n") + badLine() + "\n\n" + badLine() + "\n" + line(4, "w", "3", "4");
    for (Map.Entry<String, Long> text : Map.of(good, 0L, bad, 2L).entrySet()) {
      Path file = write("t", text.getKey());
      LocalTable whole = LocalTable.read(file, LocalTable.skipping(options()));
      assertEquals(text.getValue(), whole.info().skipped());
      for (long bytes = 1; bytes <= Files.size(file); bytes++) {
        LocalTable cut = LocalTable.read(file, LocalTable.skipping(options()), bytes);
        assertEquals(whole.rows(), cut.rows(), "pieces of " + bytes);
        assertEquals(whole.info().labels(), cut.info().labels());
        assertEquals(whole.info().skipped(), cut.info().skipped());
      }
    }
  }

  @Test
  void rowsAreNumberedThroughAllFilesInTheOrderOfTheirNames() throws IOException {
    write("in/part-2", header() + line(2, label(2), numbers(2)) + "\n");
    Files.write(folder.resolve("in/part-1.gz"), gzip(text(0, 2, "\n")));
    write("in/part-0", "");
    write("in/part-3", header());
    write("in/_SUCCESS", "");
    write("in/.part-1.crc", "crc");
    for (String place : List.of("in", "in/part-*", "i?", "in/{part-1,part-2}*")) {
      assertEquals(rows(3), LocalTable.read(folder.resolve(place), options()).rows(), place);
    }
    assertEquals(
        Set.of("part-0", "part-1", "part-2", "part-3"),
        LocalTable.read(folder.resolve("in"), options()).info().sha256().keySet());
  }

  @Test
  void neitherPiecesNorTasksNorCompressionChangeARowOrItsNumber() throws IOException {
    String text = text(0, 1300, "\n");
    Path plain = write("many", text);
    Path packed = Files.write(folder.resolve("many.gz"), gzip(text));
    String sha256 = DigestUtils.sha256Hex(Files.readAllBytes(plain));
    for (Path file : List.of(plain, packed)) {
      for (OptionalInt slices : List.of(OptionalInt.empty(), OptionalInt.of(3))) {
        try (Table table = open(file, 3000)) {
          Dataset rows = table.read(LocalSpark.spark(), slices, ScaleKind.NONE);
          assertEquals(rows(1300), described(rows));
          assertEquals(Map.of("many", sha256), rows.info().sha256());
          assertEquals(
              Map.of("k0", 0L, "k1", 1L, "k2", 2L, "k3", 3L, "\u00e4\u00f6", 4L), rows.labels());
          List<RowBlock> groups = rows.groups(9).collect();
          long next = 0;
          for (RowBlock group : groups) {
            assertEquals(next, group.first());
            next += group.rows();
          }
          assertEquals(1300, next);
        }
      }
    }
  }

  /** Row i is at place i + i / 100 + 1: a bad one stands before each hundred. */
  @Test
  void rowsThatAreLeftOutKeepTheirPlacesAndAreListed() throws IOException {
    StringBuilder text = new StringBuilder(header());
    int lines = (int) header().lines().count();
    List<String> bad = new ArrayList<>();
    for (int from = 0; from < 1300; from += 100) {
      bad.add("%d %d".formatted(from + from / 100, lines + from + from / 100 + 1));
      text.append(badLine()).append('\n');
      for (int row = from; row < from + 100; row++) {
        text.append(line(row, label(row), numbers(row))).append('\n');
      }
    }
    Path file = write("bad", text.toString());
    for (long pieceBytes : new long[] {Piece.BYTES, 3000}) {
      try (Table table =
          Table.open(
              new org.apache.hadoop.fs.Path(file.toString()),
              LocalTable.skipping(options()),
              LocalTable.HADOOP,
              pieceBytes)) {
        Dataset rows = table.read(LocalSpark.spark(), OptionalInt.empty(), ScaleKind.NONE);
        assertEquals(rows(1300), described(rows));
        assertPlaces(rows, 0);
        Parts parts = TestSplit.of(rows, 0.3, 1, 2);
        assertPlaces(parts.train(), 1);
        assertPlaces(parts.heldOut(), 1);
        assertEquals(13, rows.info().skipped());
        assertEquals(
            bad,
            rows.leftOut().orElseThrow().collect().stream()
                .map(row -> "%d %d".formatted(row.place(), row.line()))
                .toList());
      }
    }
  }

  /** The first number of a row and its label tell which one it is, as far as is needed here. */
  private static void assertPlaces(Dataset rows, int unknownNumbers) {
    for (RowBlock block : rows.groups(3).collect()) {
      for (int row = 0; row < block.rows(); row++) {
        long place = block.place(row);
        int number = (int) (place - place / 101 - 1);
        assertTrue(unknownNumbers > 0 || number == block.number(row), "place " + place);
        assertEquals(label(number), block.label(row), "place " + place);
        assertEquals(
            List.of(numbers(number)),
            Arrays.stream(block.row(row)).mapToObj(String::valueOf).toList(),
            "place " + place);
      }
    }
  }

  @Test
  void anEmptyPartIsNoRowsWhereverItStands() throws IOException {
    Path whole = write("whole/a", text(0, 9, "\n"));
    for (int empty = 0; empty < 3; empty++) {
      String place = "in" + empty;
      for (int part = 0, next = 0; part < 3; part++) {
        boolean isEmpty = part == empty;
        write(place + "/" + part, isEmpty ? "" : text(next, next + 4 + next / 4, "\n"));
        Files.write(folder.resolve(place + "/" + part + "-none.gz"), gzip(""));
        next += isEmpty ? 0 : 4;
      }
      for (OptionalInt slices : List.of(OptionalInt.empty(), OptionalInt.of(2))) {
        try (Table table = open(folder.resolve(place), Piece.BYTES);
            RowSource test =
                open(whole, Piece.BYTES)
                    .testOf(
                        "test", new org.apache.hadoop.fs.Path(folder.resolve(place).toString()))) {
          assertEquals(rows(9), described(table.read(LocalSpark.spark(), slices, ScaleKind.NONE)));
          assertEquals(rows(9), described(test.read(LocalSpark.spark(), slices, ScaleKind.NONE)));
        }
      }
    }
  }

  private Table open(Path file, long pieceBytes) {
    return Table.open(
        new org.apache.hadoop.fs.Path(file.toString()), options(), LocalTable.HADOOP, pieceBytes);
  }

  private static List<String> described(Dataset rows) {
    return rows.rows(1).collect().stream()
        .sorted(Comparator.comparingLong(LabeledVector::index))
        .map(
            row ->
                "%d %s %s"
                    .formatted(row.index(), row.label(), Arrays.toString(row.features().toArray())))
        .toList();
  }

  @Test
  void theFirstFaultOfAllFilesIsReportedWhicheverTaskFindsItsOwn() throws IOException {
    write("in/a", text(0, 9, "\n"));
    int before = (int) header().lines().count();
    String bad = header() + line(0, "u", "1", "2") + "\n\n" + badLine() + "\n" + badLine() + "\n";
    Path second = write("in/b", bad);
    write("in/c", bad);
    Set<Integer> kept = Set.copyOf(LocalSpark.spark().getPersistentRDDs().keySet());
    try (Table table = open(folder.resolve("in"), 3)) {
      String message =
          assertThrows(
                  InvalidInputException.class,
                  () -> table.read(LocalSpark.spark(), OptionalInt.empty(), ScaleKind.NONE))
              .getMessage();
      String start = "Cannot read %s: line %d, ".formatted(second, before + 3);
      assertTrue(message.startsWith(start), message);
    }
    assertTrue(kept.containsAll(LocalSpark.spark().getPersistentRDDs().keySet()));
  }

  @Test
  void itsFilesAreFoundOutByTheirFirstLines() throws IOException {
    Path file = write("whatever", text(0, 9, "\n"));
    org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(file.toString());
    TextFormat found =
        TextFormats.of(
                InputFiles.find(place, "", LocalTable.HADOOP),
                TextEncoding.UTF_8,
                LocalTable.HADOOP)
            .orElseThrow();
    assertEquals(format().name(), found.name());
    assertEquals(format().name(), TextFormats.named(format().name()).orElseThrow().name());
  }
}
