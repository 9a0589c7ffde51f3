package dev.lockstep.rows.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.InputFiles;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.rows.Understood;
import dev.lockstep.scale.RawColumns.Missing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules by which a table of text is taken for what it is. */
final class CsvRulesTest {
  private static final TableOptions CSV = TableOptions.DEFAULT;

  @TempDir Path folder;

  private Path write(String name, String text, Charset charset) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, text.getBytes(charset));
  }

  private Path write(String text) throws IOException {
    return write("t.csv", text.translateEscapes(), StandardCharsets.UTF_8);
  }

  private List<InputFile> files(String text) throws IOException {
    return InputFiles.find(
        new org.apache.hadoop.fs.Path(write(text).toString()), "", LocalTable.HADOOP);
  }

  private LocalTable read(String text, TableOptions options) throws IOException {
    return LocalTable.read(write(text), options);
  }

  private String refusal(String text, TableOptions options) {
    return assertThrows(InvalidInputException.class, () -> read(text, options))
        .getMessage()
        .replace(folder.resolve("t.csv").toString(), "FILE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        // (a) words above numbers, or above true and false
        "a,b,k\\n1,u,u\\n2,v,u\\n~1",
        "0,1,k\\n5,u,7\\n6,v,8\\n~1",
        "x\\tk\\nyes\\tu\\nno\\tu\\n~1",
        "NA,u\\n1,u\\n2,u\\n~0", // what is missing is no name
        "yes,u\\nno,u\\ntrue,u\\n~0",
        // (b) words that do not occur again
        "name,kind\\nann,u\\nbob,u\\nbob,v\\n~1",
        "country,1990,1991,1992\\nfrance,5,6,7\\nspain,5,6,8\\n~1",
        "ann,u\\nbob,u\\nann,v\\n~0",
        "u,u\\nbob,v\\nann,v\\n~0",
        "5.1,3.5,setosa\\n6.2,2.9,virginica\\n~0", // a row is not lost in a small file
        "1,a\\n2,b\\n3,c\\n~0",
        // (c) numbers that count the columns
        "0,1,2\\n5,6,7\\n~1",
        "0,1,k\\n5,6,u\\n7,8,v\\n~1",
        "0,1,u\\n1,0,v\\n0,0,v\\n~0",
        ",1,2,3\\n5,6,7,8\\n~1",
        "1,2\\n3,4\\n~0",
        "1,3,2\\n3,4,5\\n~0",
        // a row alone
        "a,b\\n~1",
        "1,b\\n~0"
      })
  void aHeaderIsFound(String text, int line) throws IOException {
    CsvHead head = CsvHead.read(files(text), CSV, LocalTable.HADOOP);
    assertEquals(
        line == 1,
        CsvHeader.find(head, CellValues.of(CSV), TableOptions.Header.AUTO, List.of()).isPresent());
  }

  @Test
  void aModelsNamesAreAHeader() throws IOException {
    CsvHead head = CsvHead.read(files("7,8\\nv,2\\n"), CSV, LocalTable.HADOOP);
    CellValues values = CellValues.of(CSV);
    assertTrue(
        CsvHeader.find(head, values, TableOptions.Header.AUTO, List.of("8", "07")).isEmpty());
    assertTrue(CsvHeader.find(head, values, TableOptions.Header.AUTO, List.of("7", "8")).isEmpty());
    assertEquals(
        Optional.of("it has the names of the model's columns"),
        CsvHeader.find(
            CsvHead.read(files("0,1\\n5,6\\n"), CSV, LocalTable.HADOOP),
            values,
            TableOptions.Header.AUTO,
            List.of("1", "0")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "comma~1,2,u\\n3,4,v\\n",
        "comma~1, 2, New York\\n3, 4, Los Angeles\\n",
        "comma~\"1;0\",2,u\\n\"3;0\",4,v\\n",
        "semicolon~1;2;u\\n3;4;v\\n",
        "semicolon~0,5;1,5\\n0,6;1,6\\n0,7;1,7\\n",
        "tab~1\\t2\\tu, v\\n3\\t4\\tw, x\\n",
        "bar~1|2|u\\n3|4|v\\n",
        "blanks~  1 2\\tu\\n3    4 v  \\n",
        "comma~1,2,u\\n3,4,v\\n5,6,v\\n7,8,v\\n9\\n", // a bad row
        "comma~1\\n2\\n"
      })
  void theDelimiterIsFound(String name, String text) throws IOException {
    CsvDelimiter found = CsvDelimiter.find(files(text), CSV, LocalTable.HADOOP);
    assertEquals(name, CsvDelimiter.name(found.syntax().delimiter()));
  }

  @Test
  void aDelimiterThatIsGivenIsDoubtedWhereAnotherFits() throws IOException {
    String columns = "0,5;1,5;u\\n0,6;1,6;v\\n";
    assertEquals(
        "Cannot read FILE: --delimiter is tab, which leaves the first lines in 1 cell; semicolon cuts each of them into 3. Leave it out, or correct it.",
        refusal(columns, CSV.with(TableOptions.DELIMITER, Optional.of('\t'))));
    assertEquals(
        "comma, by --delimiter, stands within numbers alone in the first lines; semicolon cuts each of them into 3",
        howDelimited(columns, ','));
    for (String fine : List.of("1,2|3,u\\n3,4|5,v\\n", "1,u|a\\n2,v\\n", "1\\n2\\n")) {
      assertEquals("", howDelimited(fine, ','));
    }
    assertEquals("", howDelimited(columns, ';'));
  }

  @Test
  void doubtfulClassesArePointedOut() throws IOException {
    assertTrue(
        said(read("a,k\n1,no\n2,No\n3,yes\n4,NO\n", CSV), "note")
            .contains("labels 'NO' and 'No' differ in case alone and are two classes"));
    String ids =
        IntStream.range(0, 30).mapToObj(i -> i + ",r" + i + "\n").collect(Collectors.joining());
    assertTrue(
        said(read("a,k\n" + ids, CSV), "note")
            .contains(
                "30 classes in 30 rows: the label may name rows; --label names another column"));
    assertTrue(
        said(read("a,k\n1,1.5\n2,n/a\n3,2\n", CSV), "note")
            .contains(
                "labels are classes since 'n/a' is no number (if it stands for a missing value: --na)"));
    assertEquals("", said(read("a,k\n1,no\n2,yes\n", CSV), "note"));
    assertEquals("", said(read("a,k\n1,1\n2,2\n3,other\n", CSV), "note"));
  }

  @Test
  void wordsThatOccurAgainAreNoNamesAboveCountingNumbers() throws IOException {
    assertEquals(4, read("1,2,3,ok\n5,6,7,ok\n5,6,7,bad\n1,2,3,bad\n", CSV).rows().size());
    assertEquals(2, read("1,2,3,target\n5,6,7,ok\n5,6,7,bad\n", CSV).rows().size());
  }

  @Test
  void aLineOfAControlCharacterIsNoRowToDecideBy() throws IOException {
    LocalTable table = read("x,k\n1,a\n2,b\n\032", CSV);
    assertEquals(List.of("0 a [1.0]", "1 b [2.0]"), table.rows());
  }

  @Test
  void aHeaderAloneIsSaidToBeOne() {
    assertEquals(
        "Cannot read FILE: it holds no rows but a header (a, k). Is it the right file (--header)?",
        refusal("a,k\n", CSV));
  }

  private String howDelimited(String text, char told) throws IOException {
    TableOptions options = CSV.with(TableOptions.DELIMITER, Optional.of(told));
    return CsvDelimiter.find(files(text), options, LocalTable.HADOOP).how();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "NA", "N/A", "NaN", "nan", "null", "NULL", "None", "?", "\"\""})
  void aMissingValueLeavesItsRowOutWhateverIsDoneAboutBadRows(String missing) throws IOException {
    String text = "a,b,k\\n1,2,u\\n3,M,v\\n5,6,M\\n7,8,v\\n".replace("M", missing);
    TableOptions skipped = CSV.with(TableOptions.MISSING, Missing.SKIP);
    for (TableOptions options : List.of(skipped, LocalTable.skipping(skipped))) {
      LocalTable table = read(text, options);
      assertEquals(List.of("0 u [1.0, 2.0]", "1 v [7.0, 8.0]"), table.rows());
      assertEquals(List.of(0L, 3L), table.places());
      assertEquals(2, table.info().skipped());
    }
    LocalTable filled = read(text, CSV);
    assertEquals(List.of(0L, 1L, 3L), filled.places());
    assertEquals("1 v [3.0, NaN]", filled.rows().get(1));
    assertEquals(
        "Cannot read FILE: line 3, column b: no value (--missing mean fills it in, skip leaves such rows out). Correct the row, or leave out such rows: --on-bad-row skip.",
        refusal(text, CSV.with(TableOptions.MISSING, Missing.FAIL)));
  }

  @Test
  void whatStandsForAMissingValueCanBeTold() throws IOException {
    TableOptions told =
        CSV.with(TableOptions.NA, List.of("-", "none of them"))
            .with(TableOptions.MISSING, Missing.SKIP);
    LocalTable table = read("a,k\\n1,u\\n-,v\\n2,NA\\n,u\\nnone of them,u\\n3,v\\n", told);
    assertEquals(List.of("0 u [1.0]", "1 NA [2.0]", "2 v [3.0]"), table.rows());
    assertEquals(List.of(0L, 2L, 5L), table.places());
  }

  @Test
  void rowsOfDelimitersAloneHavePlacesAndBlankLinesHaveNone() throws IOException {
    LocalTable table = read("a,b,k\\n1,2,u\\n\\n  \\n,,\\n,,,,\\n\"\",,\\n3,4,v\\n", CSV);
    assertEquals(List.of("0 u [1.0, 2.0]", "1 v [3.0, 4.0]"), table.rows());
    assertEquals(List.of(0L, 4L), table.places());
    assertEquals(3, table.info().skipped());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b,k,\\n1,2,u,\\n3,4,v,\\n",
        "a,b,k,,,\\n1,2,u,,,\\n3,4,v,,,\\n",
        "a,b,k\\n1,2,u,\\n3,4,v,\\n",
        "a,b,k,\\n1,2,u\\n3,4,v\\n",
        "1,2,u,\\n3,4,v,\\n"
      })
  void columnsWithoutNameAndValueAreNotThere(String text) throws IOException {
    assertEquals(List.of("0 u [1.0, 2.0]", "1 v [3.0, 4.0]"), read(text, CSV).rows());
  }

  @Test
  void trueAndFalseAreNumbersInAColumnOfTheirs() throws IOException {
    assertEquals(
        List.of("0 u [1.0, 0.0, 1.0]", "1 v [0.0, 1.0, 0.0]"),
        read("a,b,c,k\\ntrue,No,T,u\\nFALSE,yes,0,v\\n", CSV).rows());
    // One among numbers is a word: true is not 1 there, but the second of two levels.
    assertEquals(
        List.of("0 u [0.0, 5.0]", "1 v [1.0, 5.0]"),
        read("a,b,k\\n2,5,u\\ntrue,5,v\\n", CSV).rows());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "5\" pipe,1,u\\n~5\" pipe",
        "\"5\"\" pipe\",1,u\\n~5\" pipe",
        "\"a, b\" ,1,u\\n~a, b",
        " \"a, b\",1,u\\n~a, b",
        "\"two\\nlines\",1,u\\n~two\\nlines",
        "\"two\\r\\nlines\",1,u\\r\\n~two\\nlines"
      })
  void quotesAreReadAsTheyAreMeant(String row, String label) throws IOException {
    String text = row + "other,2,v\\n";
    TableOptions options = LocalTable.csv("1", "2", ',', TableOptions.Header.NO);
    assertEquals(
        List.of("0 %s [1.0]".formatted(label.translateEscapes()), "1 other [2.0]"),
        read(text, options).rows());
    assertEquals(
        read(text, options).rows(),
        LocalTable.read(folder.resolve("t.csv"), options.with(TableOptions.MULTILINE, true), 3)
            .rows());
  }

  @Test
  void linesThatAreNoRowsArePassedOver() throws IOException {
    List<String> rows = List.of("0 u [1.0, 2.0]", "1 v [3.0, 4.0]");
    TableOptions comments = CSV.with(TableOptions.COMMENT, Optional.of('%'));
    assertEquals(rows, read("%x\\na,b,k\\n1,2,u\\n  % y\\n3,4,v\\n%\\n", comments).rows());
    TableOptions lines = CSV.with(TableOptions.SKIP_LINES, 2);
    assertEquals(rows, read("by hand\\n1,2\\na,b,k\\n1,2,u\\n3,4,v\\n", lines).rows());
    assertEquals(rows, read("sep=;\\r\\na;b;k\\r\\n1;2;u\\r\\n3;4;v\\r\\n", CSV).rows());
    assertEquals(rows, read("\"sep=|\"\\n1|2|u\\n3|4|v\\n", CSV).rows());
    assertEquals(rows, read("sep=\\t\\n1\\t2\\tu\\n3\\t4\\tv\\n", CSV).rows());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "ISO-8859-1"})
  void everyEncodingGivesTheSameRows(String name) throws IOException {
    String text = "a,k\n1,\u00e4\u00f6\n2,\u00fc\n";
    String mark = name.startsWith("UTF-16") ? name.equals("UTF-16") ? "" : "\ufeff" : "";
    Path file = write("in/t.csv", mark + text, Charset.forName(name));
    TableOptions options =
        mark.isEmpty() && !name.equals("UTF-16")
            ? CSV.with(TableOptions.ENCODING, TextEncoding.LATIN_1)
            : CSV;
    for (long pieceBytes : new long[] {Piece.BYTES, 3}) {
      assertEquals(
          List.of("0 \u00e4\u00f6 [1.0]", "1 \u00fc [2.0]"),
          LocalTable.read(file, options, pieceBytes).rows());
    }
  }

  @Test
  void whateverHadoopHasACodecForIsUnpacked() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (BZip2CompressorOutputStream out = new BZip2CompressorOutputStream(packed)) {
      out.write("a,k\n1,u\n2,v\n".getBytes(StandardCharsets.UTF_8));
    }
    Path file = Files.write(folder.resolve("t.csv.bz2"), packed.toByteArray());
    LocalTable table = LocalTable.read(file, CSV, 3);
    assertEquals(List.of("0 u [1.0]", "1 v [2.0]"), table.rows());
    assertEquals(List.of("t.csv"), List.copyOf(table.info().sha256().keySet()));
  }

  @Test
  void namesOfFoldersAreColumns() throws IOException {
    write("in/year=2020/kind=u/p.csv", "a\n1\n", StandardCharsets.UTF_8);
    write("in/year=2021/kind=a%3Ab/p.csv", "a\n2\n3\n", StandardCharsets.UTF_8);
    write("in/year=2021/kind=__HIVE_DEFAULT_PARTITION__/p.csv", "a\n4\n", StandardCharsets.UTF_8);
    LocalTable table =
        LocalTable.read(folder.resolve("in"), CSV.with(TableOptions.LABEL, Optional.of("kind")));
    assertEquals(
        List.of("0 u [1.0, 2020.0]", "1 a:b [2.0, 2021.0]", "2 a:b [3.0, 2021.0]"), table.rows());
    assertEquals("no value in column kind", table.leftOut().get(0).reason());
  }

  @Test
  void aFirstFileWithAHeaderAloneIsNoRows() throws IOException {
    write("in/a.csv", "0,1,k\n", StandardCharsets.UTF_8);
    write("in/b.csv", "", StandardCharsets.UTF_8);
    write("in/c.csv", "0,1,k\n5,6,u\n7,8,v\n", StandardCharsets.UTF_8);
    assertEquals(
        List.of("0 u [5.0, 6.0]", "1 v [7.0, 8.0]"),
        LocalTable.read(folder.resolve("in"), CSV).rows());
  }

  @Test
  void labelsThatAreEqualNumbersAreOneClass() throws IOException {
    LocalTable table = read("a,k\\n1,+1\\n2,1.0\\n3,2\\n4,01\\n5,2e0\\n", CSV);
    assertEquals(List.of("1", "2"), List.copyOf(table.info().labels().keySet()));
    assertEquals("0 1 [1.0]", table.rows().get(0));
    TableOptions comma = CSV.with(TableOptions.DECIMAL, ',');
    assertEquals(
        List.of("1", "2.5"),
        List.copyOf(read("a;k\\n1;1,0\\n2;1\\n3;2,50\\n", comma).info().labels().keySet()));
  }

  @Test
  void anotherPointIsReadInNumbersAlone() throws IOException {
    TableOptions comma = CSV.with(TableOptions.DECIMAL, ',');
    assertEquals(
        List.of("0 u, v [1.5]", "1 w [-2000.0]"), read("a;k\\n1,5;u, v\\n-2e3;w\\n", comma).rows());
    assertTrue(refusal("a;k\\n" + "1,5;u\\n".repeat(30) + "1.5;v\\n", comma).contains("'1.5'"));
  }

  @Test
  void aFirstLineOfAnotherWidthIsPointedOut() throws IOException {
    assertEquals(
        "Cannot read FILE: line 1 has 1 cell, most of those after it have 3. If it is no header (--header) and no row, pass over it: --skip-lines 1.",
        refusal("My trees\\na,b,k\\n1,2,u\\n3,4,v\\n", CSV));
    assertEquals(
        "Cannot read FILE: line 1 has 2 cells, most of those after it have 3. If it is no header (--header) and no row, pass over it: --skip-lines 1.",
        refusal("a,k\\n1,2,u\\n2,4,v\\n3,5,v\\n", CSV));
    String sheet = "My trees;;\\n;;\\na;b;k\\n1;2;u\\n3;4;v\\n";
    assertEquals(
        "Cannot read FILE: line 1 has a word in its first cell alone, most of those after it have more. If it is no header (--header) and no row, pass over it: --skip-lines 1.",
        refusal(sheet, CSV));
    List<String> rows = List.of("0 u [1.0, 2.0]", "1 v [3.0, 4.0]");
    assertEquals(rows, read(sheet, CSV.with(TableOptions.SKIP_LINES, 1)).rows());
  }

  private String said(LocalTable table, String what) {
    return table.info().understood().stream()
        .filter(line -> line.what().equals(what))
        .map(Understood::text)
        .collect(Collectors.joining("\n"));
  }

  @Test
  void namesThatAreNoUtf8AreReadAsLatin1AndThatIsSaid() throws IOException {
    Path file = write("t.csv", "H\u00f6he,k\n1,u\n2,v\n", StandardCharsets.ISO_8859_1);
    LocalTable table = LocalTable.read(file, CSV);
    assertEquals(List.of("H\u00f6he"), table.info().columns().features());
    assertEquals(
        "Latin-1 in cells that are no UTF-8; --encoding changes it", said(table, "encoding"));
    assertEquals("", said(read("a,k\\n1,u\\n2,v\\n", CSV), "encoding"));
  }

  @Test
  void aFeatureThatIsAskedForIsNotTakenForAnotherLabel() throws IOException {
    String text = "x,y,k\\n1,2,u\\n3,4,v\\n";
    assertEquals(
        "column 2 is called 'y': to learn that, say --label y", said(read(text, CSV), "note"));
    assertEquals("", said(read(text, CSV.with(TableOptions.FEATURES, Optional.of("x,y"))), "note"));
  }
}
