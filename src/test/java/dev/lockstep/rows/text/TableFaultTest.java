package dev.lockstep.rows.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.io.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables named by their faults: file, line, column and value are told. */
final class TableFaultTest {
  private static final String SKIP = " Correct the row, or leave out such rows: --on-bad-row skip.";

  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, text.translateEscapes().getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String refusal(Path file, TableOptions options, long pieceBytes) {
    return assertThrows(
            InvalidInputException.class, () -> LocalTable.read(file, options, pieceBytes))
        .getMessage();
  }

  /** In one piece and in many, with the same words. */
  private static void assertRefused(String message, Path file, TableOptions options) {
    for (long bytes : new long[] {Piece.BYTES, 7, 1}) {
      assertEquals(message.replace("FILE", file.toString()), refusal(file, options, bytes));
    }
  }

  /** After so many good rows a word is a mistake. */
  private static final int GOOD = 50;

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "inf~3,-inf,v~column b: '-inf' is not a finite number (if it stands for a missing value:"
            + " --na; if the column holds words: --categories).",
        "large~3,1e999,v~column b: '1e999' is not a finite number (if it stands for a missing"
            + " value: --na; if the column holds words: --categories).",
        "word~3,two,v~column b: 'two' is not a finite number (if it stands for a missing value:"
            + " --na; if the column holds words: --categories).",
        "truth~3,true,v~column b: 'true' is not a finite number (if it stands for a missing value:"
            + " --na; if the column holds words: --categories).",
        "comma~3,\"2,5\",v~column b: '2,5' is not a finite number (--decimal , may read it).",
        "hexadecimal~0x1p3,2,v~column a: '0x1p3' is not a finite number (if it stands for a missing"
            + " value: --na; if the column holds words: --categories).",
        "suffix~1d,2,v~column a: '1d' is not a finite number (if it stands for a missing value:"
            + " --na; if the column holds words: --categories).",
        "short~3,4~the row has 2 cells, not 3.",
        "one~3~the row has 1 cell, not 3.",
        "long~3,4,v,5~the row has 4 cells, not 3.",
        "not-utf8~3,4,\\377x~column k: '\u00ffx' is not UTF-8 (--encoding latin-1 may read it).",
        "first-of-two~x,2,u\\ny,2,u~column a: 'x' is not a finite number (if it stands for a"
            + " missing value: --na; if the column holds words: --categories).",
        "control~3,\\0017,u~column b: '\ufffd7' is not a finite number (if it stands for a missing"
            + " value: --na; if the column holds words: --categories).",
        "lone-return~3,4,v\\r5,6,u~a carriage return stands within the line; lines end with \\n or"
            + " \\r\\n.",
        "after-quote~3,\"4\"5,v~a closing quote is followed by other characters."
      })
  void csv(String name, String bad, String fault) throws IOException {
    String text = "a,b,k\n" + "1,2,u\n".repeat(GOOD) + bad + "\n5,6,u\n";
    for (TableOptions.Header header : List.of(TableOptions.Header.AUTO, TableOptions.Header.YES)) {
      assertRefused(
          "Cannot read FILE: line %d, %s%s".formatted(GOOD + 2, fault, SKIP),
          write(name + ".csv", text),
          LocalTable.csv(null, null, ',', header));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "-1e-300", "-inf", "inf", "nan", "NaN", "NA", "", "1e999", "heavy", "true"})
  void aWeightThatIsNone(String weight) throws IOException {
    String text = "a,b,k\n" + "1,2,u\n".repeat(GOOD) + "3," + weight + ",v\n5,6,u\n";
    TableOptions options =
        LocalTable.csv(null, null, ',', TableOptions.Header.YES)
            .with(TableOptions.WEIGHT, Optional.of("b"));
    assertRefused(
        "Cannot read FILE: line %d, column b: '%s' is no weight, which is a finite number of 0 or more.%s"
            .formatted(GOOD + 2, weight, SKIP),
        write("weights.csv", text),
        options);
  }

  @Test
  void aWordAmongTheNumbersOfSeveralLabels() throws IOException {
    assertRefused(
        "Cannot read FILE: line 3, column b: 'x' is not a finite number (if it stands for a missing value: --na; if the column holds words: --categories).%s"
            .formatted(SKIP),
        write("labels.csv", "a,b,k\n1,2,3\n1,x,3\n5,6,3\n"),
        LocalTable.csv("b,k", null, ',', TableOptions.Header.YES));
  }

  @Test
  void aFaultInTheFirstLineSaysHowItBecomesAHeader() throws IOException {
    assertEquals(
        "Cannot read FILE: line 1, column 1: 'a' is not a finite number (if it stands for a missing value: --na; if the column holds words: --categories).%s If it names columns: --header yes."
            .formatted(SKIP)
            .replace("FILE", folder.resolve("t.csv").toString()),
        refusal(
            write("t.csv", "a,k\n" + "1,u\n".repeat(GOOD)),
            LocalTable.csv(null, null, ',', TableOptions.Header.NO),
            Piece.BYTES));
  }

  @Test
  void aQuotedValueWithoutEndIsFatalWhereItTakesOtherLinesAlong() throws IOException {
    Path file = write("t.csv", "1,2,u\n3,\"4,v\n5,6,u\n");
    TableOptions skipping = LocalTable.skipping(TableOptions.DEFAULT);
    assertEquals(
        "Cannot read %s: line 2, a quoted value does not end before the file does.".formatted(file),
        refusal(file, skipping, Piece.BYTES));
    for (TableOptions options : List.of(skipping, TableOptions.DEFAULT)) {
      Path last = write("last.csv", "1,2,u\n3,4,v\n5,\"6,u\n");
      if (options == skipping) {
        assertEquals(2, LocalTable.read(last, options).rows().size());
      } else {
        assertEquals(
            "Cannot read %s: line 3, a quoted value does not end before the file does.%s"
                .formatted(last, SKIP),
            refusal(last, options, Piece.BYTES));
      }
    }
    assertEquals(
        "Cannot read %s: line 2, a quoted value does not end on its line; --multiline reads line breaks in quotes.%s"
            .formatted(file, SKIP),
        refusal(file, TableOptions.DEFAULT, 10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "twice~u 1:1\\nv 2:2 2:3\\n~line 2, index 2 after 2: indices must ascend.",
        "descending~u 1:1\\nv 3:2 2:3\\n~line 2, index 2 after 3: indices must ascend.",
        "too-high~u 1:1\\nv 16777217:2\\n"
            + "~line 2, index 16777217: the highest possible is 16777216.",
        "overflow~u 1:1\\nv 4294967297:2\\n~line 2, '4294967297' is not an index.",
        "negative~u 1:1\\nv -1:2\\n~line 2, '-1' is not an index.",
        "no-value~u 1:1\\nv 1:\\n~line 2, index 1: '' is not a finite number.",
        "word~u 1:1\\nv 1:two\\n~line 2, index 1: 'two' is not a finite number.",
        "nan~u 1:1\\nv 1:nan\\n~line 2, index 1: 'nan' is not a finite number.",
        "no-colon~u 1:1\\nv 1:2 3\\n~line 2, '3' is not index:value.",
        "two-colons~u 1:1\\nv 1:2:3\\n~line 2, index 1: '2:3' is not a finite number.",
        "no-label~u 1:1\\n1:2 2:3\\n~line 2, the row has no label.",
        "not-utf8~u 1:1\\n\\377 2:3\\n~line 2, label '\u00ff' is not UTF-8."
      })
  void libsvm(String name, String text, String fault) throws IOException {
    assertRefused(
        "Cannot read FILE: " + fault + SKIP, write(name + ".svm", text), LocalTable.LIBSVM);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      nullValues = "-",
      value = {
        "a,b,a\\n1,2,u\\n~a~-~Cannot read FILE: columns 1, 3 are all called 'a', which --label names."
            + " Name one by its number.",
        "a,b,k\\n1,2,u\\n~species~-~Cannot read FILE: it has no column 'species', which --label"
            + " names. Its columns: a, b, k.",
        "1,2,u\\n~4~-~Cannot read FILE: it has no column '4', which --label names. Its columns: 1,"
            + " 2, 3; it has no header, unless --header yes says so.",
        "height,girth,tree\\n1,2,u\\n~Tree~-~Cannot read FILE: it has no column 'Tree', which --label"
            + " names (did you mean 'tree'?). Its columns: height, girth, tree.",
        "a,b,k\\n1,2,u\\n~-~a,c~Cannot read FILE: it has no column 'c', which --features names. Its"
            + " columns: a, b, k.",
        "a,b,k\\n1,2,u\\n~-~a,k~--features names the column 'k', which is the label. Name every"
            + " column once.",
        "a,b,k\\n1,2,u\\n~-~a,1~--features names the column 'a' twice. Name every column once.",
        "a,b,k\\n1,2,u\\n~-~2-1~--features names 2-1, which ends before it begins. Write 1-2.",
        "k\\nu\\nv\\n~-~-~Cannot read FILE: no column beside the label 'k' holds values. Is"
            + " --delimiter right (comma)?",
        "1;2;u\\n~-~-~Cannot read FILE: --delimiter is comma, which leaves the first lines in 1 cell;"
            + " semicolon cuts each of them into 3. Leave it out, or correct it.",
        "~-~-~Cannot read FILE: it holds no rows. Is it the right file?",
        "\\n\\r\\n~-~-~Cannot read FILE: it holds no rows. Is it the right file?",
        "1,\"2\\n3,4\\n~-~-~Cannot read FILE: line 1, a quoted value does not end before the file"
            + " does. It should be the header or the first row (--header, --skip-lines).",
        "<!DOCTYPE html>\\n~-~-~Cannot read FILE: it is no table. It looks like a web page, saved"
            + " in place of the file: download it again."
      })
  void columns(String text, String label, String features, String message) throws IOException {
    assertRefused(
        message,
        write("t.csv", text == null ? "" : text),
        LocalTable.csv(label, features, ',', TableOptions.Header.AUTO));
  }

  @Test
  void anotherFilesHeaderIsAFaultThatCannotBeLeftOut() throws IOException {
    write("in/a.csv", "a,b,k\n1,2,u\n");
    Path other = write("in/b.csv", "\nb,a,k\n1,2,u\n");
    assertEquals(
        "Cannot read %s: line 2, its first row is not the header of the first file (b, a, k, not a, b, k). Begin every file with the same header, or none (--header no)."
            .formatted(other),
        refusal(folder.resolve("in"), LocalTable.skipping(TableOptions.DEFAULT), 5));
  }

  @Test
  void theFirstFaultOfAllFilesIsTold() throws IOException {
    write("in/a.csv", "1,u\n2,v\n".repeat(30));
    Path second = write("in/b.csv", "3,u\n\n4,v\nfive,u\n");
    write("in/c.csv", "six,u\n");
    assertEquals(
        "Cannot read %s: line 4, column 1: 'five' is not a finite number (if it stands for a missing value: --na; if the column holds words: --categories).%s"
            .formatted(second, SKIP),
        refusal(folder.resolve("in"), TableOptions.DEFAULT, 3));
  }

  @Test
  void longValuesAreCutShort() throws IOException {
    Path file = write("t.csv", "1,u\n".repeat(GOOD) + "x".repeat(100) + ",v\n");
    assertEquals(
        "Cannot read %s: line %d, column 1: '%s...' is not a finite number (if it stands for a missing value: --na; if the column holds words: --categories).%s"
            .formatted(file, GOOD + 1, "x".repeat(40), SKIP),
        refusal(file, TableOptions.DEFAULT, Piece.BYTES));
  }

  @Test
  void aTableOfBadRowsAloneHoldsNone() throws IOException {
    Path file = write("t.csv", "1,u\n");
    write("t.csv", "a,k\n1,u,3\n1\n");
    assertEquals(
        "Cannot read %s: every row was left out: 2 bad (the first: %s, line 2, the row has 3 cells, not 2). Is it the right file?"
            .formatted(file, file),
        refusal(
            file,
            LocalTable.skipping(LocalTable.csv(null, "a", ',', TableOptions.Header.AUTO)),
            Piece.BYTES));
  }

  @Test
  void aColumnThatIsMostlyNumbersIsRefusedAtItsFirstWord() throws IOException {
    String rows = "1,2,u\n".repeat(40);
    assertRefused(
        "Cannot read FILE: line 42, column b: 'two' is not a finite number (if it stands for a missing value: --na; if the column holds words: --categories)."
            + SKIP,
        write("words.csv", "a,b,k\n" + rows + "1,two,v\n" + rows),
        TableOptions.DEFAULT);
  }
}
