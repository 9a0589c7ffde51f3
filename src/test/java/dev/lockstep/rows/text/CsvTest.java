package dev.lockstep.rows.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.scale.Columns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvTest extends TextFormatLaws {
  private static final TableOptions CSV = TableOptions.DEFAULT;
  private static final List<String> TWO_ROWS = List.of("0 u [1.0, 2.5]", "1 v [3.0, -4.0]");

  @Override
  TextFormat format() {
    return new Csv();
  }

  @Override
  String header() {
    return "x,\"y\",k\n";
  }

  @Override
  String line(int row, String label, String... x) {
    return switch (row % 3) {
      case 0 -> x[0] + "," + x[1] + "," + label;
      case 1 -> "\"" + x[0] + "\"," + x[1] + ",\"" + label + "\"";
      default -> " " + x[0] + "\t," + x[1] + ", " + label + "  ";
    };
  }

  @Override
  String badLine() {
    return "1,\"2\"0,u";
  }

  private static List<String> rows(Path place) {
    return LocalTable.read(place, CSV).rows();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,2.5,u\n3,-4,v\n",
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
    assertEquals(new Columns("say \"x\"", List.of("a, b")), table.info().columns());
  }

  @ParameterizedTest
  @ValueSource(chars = {';', '\t', '|', ' ', ':'})
  void anyCharacterDelimits(char delimiter) throws IOException {
    String text = "1,2.5,u\n3,-4,v\n".replace(',', delimiter);
    TableOptions options = LocalTable.csv(null, null, delimiter, TableOptions.Header.AUTO);
    assertEquals(TWO_ROWS, LocalTable.read(write("t.csv", text), options).rows());
  }

  @Test
  void aHeaderIsARowWithoutNumbersUnlessToldOtherwise() throws IOException {
    Path words = write("words.csv", "a,b\n1,u\n");
    Path numbers = write("numbers.csv", "1,2\n3,u\n");
    assertEquals(List.of("0 u [1.0]"), rows(words));
    assertEquals(List.of("0 2 [1.0]", "1 u [3.0]"), rows(numbers));
    LocalTable told =
        LocalTable.read(numbers, LocalTable.csv(null, null, ',', TableOptions.Header.YES));
    assertEquals(List.of("0 u [3.0]"), told.rows());
    assertEquals(new Columns("2", List.of("1")), told.info().columns());
  }

  @Test
  void columnsAreChosenByNameByNumberAndByRange() throws IOException {
    Path file = write("t.csv", "k,a,b,2-3,d\nu,1,2,3,x\nv,4,5,6,y\n");
    assertEquals(
        List.of("0 u [1.0, 2.0, 3.0, 0.0]", "1 v [4.0, 5.0, 6.0, 1.0]"),
        LocalTable.read(file, LocalTable.csv("k", null, ',', TableOptions.Header.AUTO)).rows());
    assertEquals(
        List.of("0 u [3.0, 1.0]", "1 v [6.0, 4.0]"),
        LocalTable.read(file, LocalTable.csv("1", "4, a", ',', TableOptions.Header.AUTO)).rows());
    assertEquals(
        List.of("0 x [2.0, 3.0]", "1 y [5.0, 6.0]"),
        LocalTable.read(file, LocalTable.csv(null, "3-4", ',', TableOptions.Header.AUTO)).rows());
    assertEquals(
        List.of("0 x [3.0]", "1 y [6.0]"),
        LocalTable.read(file, LocalTable.csv(null, "2-3", ',', TableOptions.Header.AUTO)).rows());
  }

  @Test
  void wordsAreCountedFromZeroAndMissingValuesAreNone() throws IOException {
    Path file = write("t.csv", "a,b,c,kind\nNA,1,x,u\n,NA,7,v\n3,2,y,u\n4,3,z,u\n5,4,,v\n");
    Table table =
        Table.open(new org.apache.hadoop.fs.Path(file.toString()), CSV, LocalTable.HADOOP);
    assertEquals(List.of(), table.ignored());
    LocalTable read = LocalTable.read(table, CSV);
    assertEquals(
        List.of(
            "0 u [NaN, 1.0, 0.0]",
            "1 v [NaN, NaN, 1.0]",
            "2 u [3.0, 2.0, 2.0]",
            "3 u [4.0, 3.0, 3.0]",
            "4 v [5.0, 4.0, NaN]"),
        read.rows());
    assertEquals(0, read.info().skipped());
  }
}
