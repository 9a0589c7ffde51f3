package dev.lockstep.rows.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.option.Setting;
import dev.lockstep.rows.LeftOut;
import dev.lockstep.rows.Understood;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tables as people have them ({@code cases/README.md}): each is taken for what it is, and that is
 * said, or it is refused in a line that tells the way out. {@link CsvRulesTest} has the rules that
 * they stand for.
 */
final class CasesTest {
  private static final Path CASES = Path.of("src/test/resources/cases");

  /** Those that are a file of text. */
  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(CASES)) {
      return files
          .filter(file -> file.toString().matches(".*[.](csv|data|svm|t)"))
          .filter(file -> file.toFile().length() > 0 && !file.endsWith("million.svm"))
          .sorted()
          .toList();
    }
  }

  private static TableOptions options(String given) {
    TableOptions options = TableOptions.DEFAULT;
    String[] words = given == null ? new String[0] : given.split(" ");
    for (int i = 0; i < words.length; i += 2) {
      String name = words[i].substring("--".length());
      Setting<?> option =
          TableOptions.ALL.stream()
              .filter(one -> one.name().equals(name))
              .findFirst()
              .orElseThrow();
      options = with(options, option, words[i + 1]);
    }
    return options;
  }

  private static <T> TableOptions with(TableOptions options, Setting<T> option, String value) {
    return options.with(option, option.parse(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "empty-first~~90~ash [-0.33, 0.91, 2.83]~label: 'tree' (the last; --label names another); 3"
            + " classes: ash 30, birch 30, cedar 30",
        "skip-join.csv~--missing skip~10~ash [100.0, -0.33, 0.91, 2.83]~left out: 2 of 12 rows: 2 with no value"
            + " in column height",
        "kaggle/train.csv~--label label~200~0 [250.0,~label: 'label'; 10 classes: 0 20, 1 20, 2 20",
        "mnist_test.csv~--label 1~50~0 [250.0,~label: 1; 10 classes: 0 5, 1 5",
        "numbers-as-names-target.csv~~90~0 [1.29, 1.45, 0.07]~header: line 1: 0, 1, 2, target"
            + " (words above numbers; --header no if it is a row)",
        "fashion.csv~~200~0 [0.0, 250.0,~label: 'pixel36' (the last; --label names another); 12"
            + " classes: 0 15, 1 16",
        "fashion.csv~~200~0 [0.0, 250.0,~note: column 1 is called 'label': to learn that, say"
            + " --label label",
        "pandas-index-leak.csv~~200~0 [2.035, 0.275, 0.232]~ignored: '' (no name, numbers the rows; --features takes it)",
        "missing-label.csv~~88~ash [-0.33, 0.91]~left out: 2 of 90 rows: 2 with no value in column"
            + " tree",
        "float-labels.csv~~110~0 [-0.79, 1.83, 2.53]~label: 'tree' (the last; --label names"
            + " another); 11 classes: 0 10, 1 10, 2 10, 3 10, 4 10, 5 10, 6 10, 7 10, 8 10, 9 10"
            + " and 1 more",
        "float-labels-test.csv~~33~0 [0.77, -0.16, 2.32]~label: 'tree' (the last; --label names"
            + " another); 11 classes: 0 3, 1 3, 2 3, 3 3",
        "decimal-comma.csv~--decimal ,~90~ash [-0.33, 0.91, 2.83]~delimiter: semicolon, found by"
            + " the first lines; --delimiter changes it",
        "decimal-comma-nohead.csv~--decimal ,~90~ash [-0.33, 0.91, 2.83]~header: none; line 1 is a"
            + " row (--header yes if it names the columns)",
        "decimal-comma-nohead.csv~--decimal , --delimiter ;~90~ash [-0.33, 0.91, 2.83]~features: 3:"
            + " 1, 2, 3",
        "wine.csv~~90~5 [-0.33, 0.91, 2.83]~features: 3: fixed acidity, pH, alcohol",
        "semicolon.csv~~90~ash [-0.33, 0.91, 2.83]~delimiter: semicolon, found by the first lines;"
            + " --delimiter changes it",
        "blanks.data~~90~ash [-0.33, 0.91, 2.83]~delimiter: blanks, found by the first lines;"
            + " --delimiter changes it",
        "blanks.data~--delimiter blank~90~ash [-0.33, 0.91, 2.83]~features: 3: 1, 2, 3",
        "income-first.csv~--label 1~120~<=50K [20.0, 9.0]~label: 1; 2 classes: <=50K 90, >50K 30",
        "utf16.csv~~90~ash [-0.33, 0.91, 2.83]~encoding: UTF-16, by its mark",
        "trailing.csv~~90~ash [-0.33, 0.91, 2.83]~header: line 1: height, girth, age, tree (words"
            + " above numbers; --header no if it is a row)",
        "excel-empty-rows.csv~~90~ash [-0.33, 0.91, 2.83]~left out: 2 of 92 rows: 2 with no value"
            + " at all",
        "blank-line-at-end.csv~~90~ash [-0.33, 0.91, 2.83]~rows: 90",
        "inch-few.csv~~90~ash [0.0, ~features: 3: ",
        "multiline-few.csv~~90~ash [0.0, ~features: 3: ",
        "comment-first.csv~--comment #~90~ash [-0.33, 0.91, 2.83]~rows: 90",
        "comment-first.csv~--skip-lines 2~90~ash [-0.33, 0.91, 2.83]~rows: 90",
        "excel-sep.csv~~90~ash [-0.33, 0.91, 2.83]~delimiter: semicolon, as the first line says"
            + " (sep=); --delimiter changes it",
        "bool.csv~~90~ash [1.0, 0.0, 0.0]~features: 3: wet, old, tall",
        "titanic.csv~--label Survived~90~1 [1.0, 1.0, 0.0, 0.0, NaN, 7.25, 0.0]~rows: 90",
        "titanic.csv~--label Survived --missing skip~18~0 [5.0, 2.0,~left out: 72 of 90 rows: 54 with no"
            + " value in column Cabin, 18 with no value in column Age",
        "missing.csv~~90~ash [-0.33, 0.91, 2.83]~rows: 90",
        "missing.csv~--missing skip~78~ash [-0.33, 0.91, 2.83]~left out: 12 of 90 rows: 12 with no value in"
            + " column 1",
        "half-missing.csv~--missing skip~36~ash [0.12, 1.12]~left out: 54 of 90 rows: 54 with no value in column"
            + " height",
        "duplicate-names.csv~~90~ash [-0.33, 0.91, 2.83]~features: 3: height, height, age",
        "capital-names.csv~--label Tree~12~ash [-0.33, 0.91, 2.83]~label: 'Tree'; 3 classes: ash 4,"
            + " birch 4, cedar 4",
        "partitioned~--label tree~90~ash [-0.33, 0.91, 2.83]~label: 'tree'; 3 classes: ash 30,"
            + " birch 30, cedar 30",
        "partitioned~--label tree~90~ash [-0.33, 0.91, 2.83]~header: line 1: height, girth, age"
            + " (words above numbers"
      })
  void isReadAndSaid(String file, String given, int rows, String first, String said) {
    TableOptions options = options(given);
    LocalTable table = LocalTable.read(CASES.resolve(file), options);
    assertEquals(rows, table.rows().size());
    assertTrue(table.rows().get(0).startsWith("0 " + first), table.rows().get(0));
    String lines =
        table.info().understood().stream()
            .map((Understood line) -> line.what() + ": " + line.text())
            .collect(Collectors.joining("\n"));
    assertTrue(lines.contains(said), lines);
    assertEquals(table.info().skipped(), table.leftOut().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "kaggle/train.csv~--label species~it has no column 'species', which --label names. Its"
            + " columns: label, pixel0,",
        "decimal-comma.csv~~column 'height' holds numbers such as -0,33. If the comma stands before"
            + " their fraction, say --decimal ','",
        "decimal-comma-nohead.csv~~column 1 holds numbers such as -0,33. If the comma stands before"
            + " their fraction, say --decimal ','",
        "comment-first.csv~~line 1 has 2 cells, most of those after it have 4. If it is no header"
            + " (--header) and no row, pass over it: --skip-lines 1 or, if it is a remark, with"
            + " others like it: --comment '#'.",
        "duplicate-names.csv~--label height~columns 1, 2 are all called 'height', which --label"
            + " names. Name one by its number.",
        "capital-names.csv~--label tree~it has no column 'tree', which --label names (did you mean"
            + " 'Tree'?). Its columns: Height, Girth, Age, Tree."
      })
  void isRefusedWithTheWayOut(String file, String given, String message) {
    Path path = CASES.resolve(file);
    String refusal =
        assertThrows(InvalidInputException.class, () -> LocalTable.read(path, options(given)))
            .getMessage();
    assertTrue(refusal.startsWith("Cannot read " + path + ": " + message), refusal);
    assertEquals(1, refusal.lines().count());
  }

  @Test
  void aLabelThatIsTheSameInAllRowsIsRefused() {
    Path path = CASES.resolve("mnist_test.csv");
    LocalTable table = LocalTable.read(path, TableOptions.DEFAULT);
    assertEquals(
        "Cannot learn from %s: column '37' was taken for the label, but all rows have the same value, '0'. Name the column to learn: --label."
            .formatted(path),
        assertThrows(
                InvalidInputException.class,
                () -> Table.requireSeveral(path.toString(), table.info()))
            .getMessage());
  }

  /** {@code skip-join.csv}: a join of what is predicted back to the input finds its own rows. */
  @ParameterizedTest
  @CsvSource({"1048576", "40", "1"})
  void rowsThatAreLeftOutKeepTheirPlaces(long pieceBytes) {
    Path path = CASES.resolve("skip-join.csv");
    LocalTable table = LocalTable.read(path, options("--missing skip"), pieceBytes);
    List<Long> ids =
        table.rows().stream()
            .map(row -> (long) Double.parseDouble(row.replaceFirst(".*\\[(.*?),.*", "$1")))
            .toList();
    assertEquals(ids, table.places().stream().map(place -> 100 + place).toList());
    assertEquals(
        List.of(
            new LeftOut(2, path.toString(), 4, "no value in column height"),
            new LeftOut(5, path.toString(), 7, "no value in column height")),
        table.leftOut());
  }
}
