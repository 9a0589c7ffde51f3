package dev.lockstep.rows.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.scale.Columns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The columns of a training set are found again in other tables. */
final class TableColumnsTest {
  private static final Columns NAMED = new Columns("k", List.of("a", "b"));
  private static final Columns NUMBERED = new Columns("2", List.of("1", "3"));
  private static final TableOptions OPTIONS = TableOptions.DEFAULT;

  @TempDir Path folder;

  private Table table(String text, Columns columns, boolean isLabelled, TableOptions options)
      throws IOException {
    Path file = Files.writeString(folder.resolve("t"), text);
    return Table.forModel(
        new org.apache.hadoop.fs.Path(file.toString()),
        options,
        new TextFormat.Model(columns, 2, isLabelled),
        LocalTable.HADOOP);
  }

  private List<String> labelled(String text, Columns columns) throws IOException {
    return LocalTable.read(table(text, columns, true, OPTIONS), OPTIONS).rows();
  }

  private Columns unlabelled(String text, Columns columns) throws IOException {
    return table(text, columns, false, OPTIONS).columns();
  }

  private String refusal(String text, Columns columns, boolean isLabelled) {
    return assertThrows(
            InvalidInputException.class, () -> table(text, columns, isLabelled, OPTIONS))
        .getMessage()
        .replace(folder.resolve("t").toString(), "FILE");
  }

  @Test
  void namesAreFoundInAnyOrderAndOtherColumnsPassedOver() throws IOException {
    assertEquals(List.of("0 u [1.0, 2.0]"), labelled("k,x,b,a\nu,9,2,1\n", NAMED));
    assertEquals(new Columns("", List.of("a", "b")), unlabelled("b,x,a\n2,9,1\n", NAMED));
    assertEquals(new Columns("", List.of("a", "b")), unlabelled("b,k,a\n2,u,1\n", NAMED));
  }

  @Test
  void withoutNamesColumnsAreFoundByTheirNumbers() throws IOException {
    assertEquals(List.of("0 u [1.0, 3.0]"), labelled("1,u,3,x\n", NUMBERED));
    assertEquals(new Columns("", List.of("1", "3")), unlabelled("1,u,3\n", NUMBERED));
    assertEquals(new Columns("", List.of("1", "2")), unlabelled("1,3\n", NUMBERED));
  }

  @Test
  void withoutNamesOnOneSideAllColumnsButTheLastAreMeant() throws IOException {
    assertEquals(List.of("0 u [1.0, 2.0]"), labelled("1,2,u\n", NAMED));
    assertEquals(List.of("0 u [1.0, 2.0]"), labelled("1,2,u\n", Columns.NONE));
    assertEquals(new Columns("", List.of("1", "2")), unlabelled("1,2\n", NAMED));
    assertEquals(new Columns("", List.of("x", "y")), unlabelled("x,y,z\n1,2,u\n", Columns.NONE));
  }

  @Test
  void optionsWinOverTheModel() throws IOException {
    TableOptions options =
        OPTIONS
            .with(TableOptions.LABEL, Optional.of("kind"))
            .with(TableOptions.FEATURES, Optional.of("y,x"));
    Table table = table("kind,x,y\nu,1,2\n", NAMED, true, options);
    assertEquals(List.of("0 u [2.0, 1.0]"), LocalTable.read(table, options).rows());
  }

  @Test
  void whatIsMissingIsNamed() {
    assertEquals(
        "Cannot read FILE: it has no column 'b', which the model names. Its columns: a, k.",
        refusal("a,k\n1,u\n", NAMED, true));
    assertEquals(
        "Cannot read FILE: it has no column 'k', which the label names. Its columns: a, b.",
        refusal("a,b\n1,2\n", NAMED, true));
    assertEquals(
        "Cannot use FILE: it has 3 feature columns, the model takes 2. Name them with --features.",
        refusal("1,2,3,u\n", NAMED, true));
  }

  @Test
  void aLibsvmIndexBeyondTheModelIsAFault() throws IOException {
    Table table = table("1:1\n2:2 3:3\n", NAMED, false, OPTIONS.withFormat("libsvm"));
    assertEquals(
        "Cannot read FILE: line 2, index 3: the training set has 2 features. Correct the row, or"
            + " leave out such rows: --on-bad-row skip.",
        assertThrows(InvalidInputException.class, () -> LocalTable.read(table, OPTIONS))
            .getMessage()
            .replace(folder.resolve("t").toString(), "FILE"));
  }
}
