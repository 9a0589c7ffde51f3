package dev.lockstep.rows.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.rows.Columns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TableReadingTest {
  private static final TableOptions CSV = TableOptions.DEFAULT;
  private static final List<String> TWO_ROWS = List.of("0 u [1.0, 2.5]", "1 v [3.0, -4.0]");

  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  private static List<String> rows(Path place) {
    return LocalTable.read(place, CSV).rows();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,2.5,u\n3,-4,v\n",
        "1,2.5,u\n3,-4,v",
        "1,2.5,u\r\n3,-4,v\r\n",
        "1,2.5,u\r\n3,-4,v\r",
        "\n1,2.5,u\n\r\n\n3,-4,v\n\n",
        "\ufeff1,2.5,u\n3,-4,v\n",
        "\"1\",\"2.5\",\"u\"\n3,-4,v\n",
        " 1 ,2.5\t, u\n3, -4,v  \n",
        "a,b,c\n1,2.5,u\n3,-4,v\n",
        "\ufeff\n\"a\",\"b\",\"c\"\r\n1,2.5,u\r\n3,-4,v\r\n"
      })
  void rowsAreTheSameHoweverTheyAreWritten(String text) throws IOException {
    assertEquals(TWO_ROWS, rows(write("t.csv", text)));
  }

  @Test
  void quotesHoldDelimitersAndQuotes() throws IOException {
    LocalTable table =
        LocalTable.read(
            write("t.csv", "\"a, b\",\"say \"\"x\"\"\"\n\"1\",\"u, \"\"v\"\"\"\n2,\"\u00e4\"\n"),
            CSV);
    assertEquals(List.of("0 u, \"v\" [1.0]", "1 \u00e4 [2.0]"), table.rows());
    assertEquals(new Columns("say \"x\"", List.of("a, b")), table.facts().columns());
  }

  @ParameterizedTest
  @ValueSource(chars = {';', '\t', '|', ' ', ':'})
  void anyCharacterDelimits(char delimiter) throws IOException {
    String text = "1,2.5,u\n3,-4,v\n".replace(',', delimiter);
    TableOptions options = LocalTable.csv(null, null, delimiter, null);
    assertEquals(TWO_ROWS, LocalTable.read(write("t.csv", text), options).rows());
  }

  @Test
  void aHeaderIsARowWithoutNumbersUnlessToldOtherwise() throws IOException {
    Path words = write("words.csv", "a,b\n1,u\n");
    Path numbers = write("numbers.csv", "1,2\n3,u\n");
    assertEquals(List.of("0 u [1.0]"), rows(words));
    assertEquals(List.of("0 2 [1.0]", "1 u [3.0]"), rows(numbers));
    LocalTable told = LocalTable.read(numbers, LocalTable.csv(null, null, ',', true));
    assertEquals(List.of("0 u [3.0]"), told.rows());
    assertEquals(new Columns("2", List.of("1")), told.facts().columns());
  }

  @Test
  void columnsAreChosenByNameByNumberAndByRange() throws IOException {
    Path file = write("t.csv", "k,a,b,2-3,d\nu,1,2,3,x\nv,4,5,6,y\n");
    assertEquals(
        List.of("0 u [1.0, 2.0, 3.0]", "1 v [4.0, 5.0, 6.0]"),
        LocalTable.read(file, LocalTable.csv("k", null, ',', null)).rows());
    assertEquals(
        List.of("0 u [3.0, 1.0]", "1 v [6.0, 4.0]"),
        LocalTable.read(file, LocalTable.csv("1", "4, a", ',', null)).rows());
    assertEquals(
        List.of("0 x [2.0, 3.0]", "1 y [5.0, 6.0]"),
        LocalTable.read(file, LocalTable.csv(null, "3-4", ',', null)).rows());
    assertEquals(
        List.of("0 x [3.0]", "1 y [6.0]"),
        LocalTable.read(file, LocalTable.csv(null, "2-3", ',', null)).rows());
  }

  @Test
  void columnsOfWordsAreIgnoredAndMissingValuesMakeNoWords() throws IOException {
    Path file = write("t.csv", "a,b,c,kind\nNA,1,x,u\n,NA,7,v\n3,2,y,u\n4,3,z,u\n5,4,,v\n");
    Table table =
        Table.open(new org.apache.hadoop.fs.Path(file.toString()), CSV, LocalTable.HADOOP);
    assertEquals(List.of("c"), table.ignored());
    LocalTable read = LocalTable.read(table, CSV.skippingBadRows());
    assertEquals(List.of("0 u [3.0, 2.0]", "1 u [4.0, 3.0]", "2 v [5.0, 4.0]"), read.rows());
    assertEquals(2, read.facts().skipped());
    assertEquals(Map.of("u", 0L, "v", 2L), read.facts().labels());
  }

  @Test
  void rowsAreNumberedThroughAllFilesInTheOrderOfTheirNames() throws IOException {
    write("in/part-2.csv", "a,k\n5,u\n");
    Files.write(folder.resolve("in/part-1.csv"), gzip("a,k\n3,v\n4,u\n"));
    write("in/part-0", "");
    write("in/part-3", "a,k\n");
    write("in/_SUCCESS", "");
    write("in/.part-1.crc", "crc");
    List<String> expected = List.of("0 v [3.0]", "1 u [4.0]", "2 u [5.0]");
    for (String place : List.of("in", "in/part-*", "i?", "in/{part-1,part-2}.csv")) {
      LocalTable table = LocalTable.read(folder.resolve(place), CSV);
      assertEquals(expected, table.rows(), place);
    }
    assertEquals(
        Set.of("part-0", "part-1.csv", "part-2.csv", "part-3"),
        LocalTable.read(folder.resolve("in"), CSV).facts().sha256().keySet());
  }

  @Test
  void libsvmRowsAreAsWideAsTheHighestIndex() throws IOException {
    Path file =
        write("t.svm", "# made by hand\n+1 2:0.5 4:-3\n-1\t1:7 \t3:0 # last\n\n   \n+1\r\n");
    LocalTable table = LocalTable.read(file, LocalTable.LIBSVM);
    assertEquals(
        List.of(
            "0 +1 [0.0, 0.5, 0.0, -3.0]", "1 -1 [7.0, 0.0, 0.0, 0.0]", "2 +1 [0.0, 0.0, 0.0, 0.0]"),
        table.rows());
    assertEquals(Columns.NONE, table.facts().columns());
  }

  /** Blocks change from bytes to doubles, and a piece has several. */
  @Test
  void whatIsPackedIsWhatWasWritten() throws IOException {
    StringBuilder csv = new StringBuilder();
    StringBuilder svm = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    for (int row = 0; row < 1500; row++) {
      String x = row == 700 ? "-0.0" : row == 1100 ? "255.5" : row % 256 + ".0";
      csv.append(row % 7 + ".0," + x + ",k" + row % 3 + "\n");
      svm.append("k" + row % 3 + " 1:" + row % 7 + " 2:" + x + "\n");
      expected.append("%d k%d [%d.0, %s]%n".formatted(row, row % 3, row % 7, x).replace("\r", ""));
    }
    assertEquals(expected.toString().lines().toList(), rows(write("t.csv", csv.toString())));
    assertEquals(
        expected.toString().lines().toList(),
        LocalTable.read(write("t.svm", svm.toString()), LocalTable.LIBSVM).rows());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,k\n1,u\n\n2,v\n33,\"w\"\n",
        "1,u\r\n\r\n2,v\r\n33,w",
        "\ufeffa,k\r\n1,\u00e4\u00f6\n2,\"x,\"\n3,z\n"
      })
  void noCutChangesARow(String text) throws IOException {
    Path file = write("t.csv", text);
    LocalTable whole = LocalTable.read(file, CSV);
    for (long bytes = 1; bytes <= Files.size(file); bytes++) {
      LocalTable cut = LocalTable.read(file, CSV, bytes);
      assertEquals(whole.rows(), cut.rows(), "pieces of " + bytes);
      assertEquals(whole.facts().labels(), cut.facts().labels());
    }
  }

  @Test
  void noCutChangesWhatIsLeftOutNorALibsvmRow() throws IOException {
    Path file = write("t.csv", "1,u\nx,u\n2,\"v\n3,w\n\"4,\nu\"\n5\n6,x,y\n7,w\r8,u\n9,u\n");
    LocalTable whole = LocalTable.read(file, CSV.skippingBadRows());
    assertEquals(List.of("0 u [1.0]", "1 w [3.0]", "2 u [9.0]"), whole.rows());
    assertEquals(7, whole.facts().skipped());
    Path svm = write("t.svm", "u 1:1\nv 2:2 # x\n\nw 1:3 5:4\nu\n");
    LocalTable wholeSvm = LocalTable.read(svm, LocalTable.LIBSVM);
    for (long bytes = 1; bytes <= 60; bytes++) {
      LocalTable cut = LocalTable.read(file, CSV.skippingBadRows(), bytes);
      assertEquals(whole.rows(), cut.rows(), "pieces of " + bytes);
      assertEquals(7, cut.facts().skipped());
      assertEquals(wholeSvm.rows(), LocalTable.read(svm, LocalTable.LIBSVM, bytes).rows());
    }
  }
}
