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
        TextFormat.Model.of(columns, 2, isLabelled),
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
    assertEquals(List.of("0 u [1.0, 3.0]"), labelled("1,u,3\n", NUMBERED));
    assertEquals(new Columns("", List.of("1", "3")), unlabelled("1,u,3\n", NUMBERED));
    assertEquals(new Columns("", List.of("1", "2")), unlabelled("1,3\n", NUMBERED));
  }

  @Test
  void withoutNamesOnOneSideTheCountsHaveToAgree() throws IOException {
    TableOptions label = OPTIONS.with(TableOptions.LABEL, Optional.of("1"));
    for (Columns columns : List.of(NAMED, Columns.NONE)) {
      Table table = table("u,1,2\n", columns, true, label);
      assertEquals(List.of("0 u [1.0, 2.0]"), LocalTable.read(table, label).rows());
      assertEquals(new Columns("", List.of("1", "2")), unlabelled("1,2\n", columns));
      for (boolean isLabelled : List.of(true, false)) {
        assertEquals(
            "Cannot use FILE: it has 3 columns for the 2 that the model takes, and no header (--header yes says otherwise). Name the column of the class by --label, or those of x by --features.",
            refusal("u,1,2\n", columns, isLabelled));
      }
    }
  }

  @Test
  void weightsAreFoundLikeTheOthersAndPredictionsNeedNone() throws IOException {
    Columns named = new Columns(List.of("k"), "w", List.of("a", "b"));
    assertEquals(named, table("w,k,b,a\n9,u,2,1\n", named, true, OPTIONS).columns());
    assertEquals(new Columns("", List.of("a", "b")), unlabelled("w,b,a\n9,2,1\n", named));
    assertEquals(new Columns("", List.of("a", "b")), unlabelled("b,a\n2,1\n", named));
    assertEquals(
        "Cannot use FILE: it has no column 'w', which held the weights in training. Name another by --weight, or say --weight none: all rows count the same. Its columns: a, b, k.",
        refusal("a,b,k\n1,2,u\n", named, true));
    TableOptions none = OPTIONS.with(TableOptions.WEIGHT, Optional.of("none"));
    for (String text : List.of("a,b,k\n1,2,u\n", "a,w,b,k\n1,9,2,u\n")) {
      assertEquals(NAMED, table(text, named, true, none).columns());
    }
    TableOptions other = OPTIONS.with(TableOptions.WEIGHT, Optional.of("v"));
    assertEquals(
        new Columns(List.of("k"), "v", List.of("a", "b")),
        table("v,a,b,k\n9,1,2,u\n", named, true, other).columns());
  }

  @Test
  void weightsWithoutNamesAreFoundByTheirNumbers() throws IOException {
    Columns numbered = new Columns(List.of("4"), "2", List.of("1", "3"));
    assertEquals(numbered, table("1,9,3,u\n", numbered, true, OPTIONS).columns());
    assertEquals(new Columns("", List.of("1", "3")), unlabelled("1,9,3\n", numbered));
    assertEquals(new Columns("", List.of("1", "2")), unlabelled("1,3\n", numbered));
  }

  @Test
  void severalLabelsAreFoundByTheirNames() throws IOException {
    Columns several = new Columns(List.of("k", "l"), "", List.of("a", "b"));
    assertEquals(List.of("0 7,8 [1.0, 2.0]"), labelled("l,a,b,k\n8,1,2,7\n", several));
    assertEquals(
        "Cannot use FILE: it is not clear which of its columns (a, b, k) is the class, 'k,l' in training. Name it: --label.",
        refusal("a,b,k\n1,2,7\n", several, true));
    Columns numbered = new Columns(List.of("3", "4"), "", List.of("1", "2"));
    assertEquals(List.of("0 7,8 [1.0, 2.0]"), labelled("1,2,7,8\n", numbered));
    assertEquals(new Columns("", List.of("1", "2")), unlabelled("1,2\n", numbered));
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
        "Cannot use FILE: it is not clear which of its columns (a, b) is the class, 'k' in training. Name it: --label.",
        refusal("a,b\n1,2\n", NAMED, true));
  }

  @Test
  void aLibsvmIndexBeyondTheModelIsLeftOut() throws IOException {
    Table table = table("u 1:1\nv 2:2 3:3\n", NAMED, true, OPTIONS.withFormat("libsvm"));
    assertEquals(
        List.of("0 u [1.0, 0.0]", "1 v [0.0, 2.0]"), LocalTable.read(table, OPTIONS).rows());
  }
}
