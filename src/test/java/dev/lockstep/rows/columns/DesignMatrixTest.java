package dev.lockstep.rows.columns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.Golden;
import dev.lockstep.LocalSpark;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.text.Table;
import dev.lockstep.rows.text.TableOptions;
import dev.lockstep.rows.text.TextFormat;
import dev.lockstep.scale.ColumnStats;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.RawColumns;
import dev.lockstep.scale.RawColumns.Missing;
import dev.lockstep.scale.ScaleKind;
import dev.lockstep.scale.Scaling;
import dev.lockstep.scale.SourceColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Against {@code golden/columns.json}, which golden_columns.py has made with scikit-learn; and the
 * same however rows are shared out.
 */
final class DesignMatrixTest {
  private static final JsonNode GOLDEN = Golden.read("columns.json");
  private static final TableOptions OPTIONS =
      TableOptions.DEFAULT.with(TableOptions.CATEGORIES, Optional.of("zip"));
  private static final TableOptions PLAIN = TableOptions.DEFAULT;
  private static final Configuration HADOOP = new Configuration();

  @TempDir Path folder;

  private org.apache.hadoop.fs.Path write(String name, String text) throws IOException {
    return new org.apache.hadoop.fs.Path(Files.writeString(folder.resolve(name), text).toString());
  }

  private static Dataset read(Table table, int slices) {
    return table.read(LocalSpark.spark(), OptionalInt.of(slices), ScaleKind.NONE);
  }

  /** x of all rows, scaled. */
  private static List<double[]> x(Dataset rows, Scaling scaling) {
    List<LabeledVector> all = new ArrayList<>(rows.rows(2).collect());
    all.sort(Comparator.comparing(LabeledVector::index));
    List<double[]> x = new ArrayList<>();
    for (LabeledVector row : all) {
      double[] numbers = row.features().toArray();
      scaling.apply(numbers, 1, row.index(), numbers.length);
      x.add(numbers);
    }
    return x;
  }

  private static void assertGolden(JsonNode expected, List<double[]> x) {
    assertEquals(expected.size(), x.size());
    for (int row = 0; row < x.size(); row++) {
      assertArrayEquals(Golden.numbers(expected.get(row)), x.get(row), 1e-12, "row " + row);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Missing.class,
      names = {"MEAN", "MEDIAN"})
  void isThatOfScikitLearn(Missing missing) throws IOException {
    TableOptions options = OPTIONS.with(TableOptions.MISSING, missing);
    JsonNode golden = GOLDEN.get(missing.label());
    Table table = Table.open(write("train.csv", GOLDEN.get("train").asText()), options, HADOOP);
    Dataset train = read(table, 3);
    Scaling scaling = ColumnLearner.learn(train, ScaleKind.STANDARD, 3);
    List<String> names = new ArrayList<>();
    GOLDEN.get("columns").forEach(name -> names.add(name.asText()));
    assertEquals(names, scaling.columns().features());
    assertGolden(
        golden.get("train"), x(ColumnEncoder.encodeTraining(train, scaling.columns()), scaling));
    Table others =
        Table.forModel(
            write("new.csv", GOLDEN.get("new").asText()),
            TableOptions.DEFAULT,
            TextFormat.Model.of(scaling.columns(), names.size(), true),
            HADOOP);
    Dataset encoded = ColumnEncoder.encode(read(others, 2), scaling.columns());
    assertFalse(encoded.areNear());
    assertGolden(golden.get("new"), x(encoded, scaling));
    String lines = encoded.info().understood().toString();
    assertTrue(lines.contains("'city' in 6 rows, such as 'Nowhere' (zeros)"), lines);
    assertTrue(lines.contains("'zip' in 8 rows, such as '77' (zeros)"), lines);
    table.close();
    others.close();
  }

  /** Numbers of many sizes, gaps, levels with ties at the cut, and an identifier. */
  private static String large(Random random, int rows, List<List<Double>> columns) {
    StringBuilder text = new StringBuilder("a,b,c,word,id,k\n");
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < 3; j++) {
        double number = Math.scalb(random.nextGaussian(), random.nextInt(200) - 100);
        boolean isThere = random.nextInt(4) > 0;
        text.append(isThere ? number : "").append(',');
        if (isThere) {
          columns.get(j).add(number);
        }
      }
      text.append("w").append((int) Math.sqrt(random.nextInt(400))).append(",n").append(row);
      text.append(row % 2 == 0 ? ",u\n" : ",v\n");
    }
    return text.toString();
  }

  @Test
  void isTheSameHoweverRowsAreSharedOut() throws IOException {
    List<List<Double>> numbers = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    org.apache.hadoop.fs.Path place = write("large.csv", large(new Random(5), 1999, numbers));
    TableOptions options =
        TableOptions.DEFAULT
            .with(TableOptions.MISSING, Missing.MEDIAN)
            .with(TableOptions.MAX_LEVELS, 7);
    Scaling once = null;
    for (int slices : List.of(1, 2, 3, 8)) {
      try (Table table = Table.open(place, options, HADOOP)) {
        Dataset train = read(table, slices);
        Scaling scaling = ColumnLearner.learn(train, ScaleKind.STANDARD, slices);
        once = once == null ? scaling : once;
        assertEquals(once.columns(), scaling.columns());
        assertEquals(once.offsets(), scaling.offsets());
        assertEquals(once.divisors(), scaling.divisors());
      }
    }
    List<SourceColumn> sources = once.columns().sources();
    for (int j = 0; j < 3; j++) {
      List<Double> sorted = numbers.get(j).stream().sorted().toList();
      double low = sorted.get((sorted.size() - 1) / 2);
      double high = sorted.get(sorted.size() / 2);
      assertEquals(low == high ? low : low / 2 + high / 2, sources.get(j).fill());
    }
    assertEquals(7, sources.get(3).levels().size());
    assertEquals(13, sources.get(3).others().size());
    assertEquals(List.of("w13", "w14", "w15", "w16", "w17", "w18", "w19"), sources.get(3).levels());
    assertEquals(
        "1999 different words in 1999 rows: an identifier; --categories takes it",
        sources.get(4).reason());
  }

  @Test
  void aColumnOfNumbersThatTurnsOutToHoldWordsIsACategory() throws IOException {
    StringBuilder text = new StringBuilder("a,b,k\n");
    for (int row = 0; row < 3000; row++) {
      text.append(row < 2000 ? row % 7 : "w" + row % 3).append(',').append(row % 10);
      text.append(row % 2 == 0 ? ",u\n" : ",v\n");
    }
    try (Table table = Table.open(write("late.csv", text.toString()), PLAIN, HADOOP)) {
      Scaling scaling = ColumnLearner.learn(read(table, 2), ScaleKind.STANDARD, 2);
      assertEquals(
          List.of("0", "1", "2", "3", "4", "5", "6", "w0", "w1", "w2"),
          scaling.columns().sources().get(0).levels());
      assertEquals(SourceColumn.Type.NUMBER, scaling.columns().sources().get(1).type());
    }
    try (Table table =
        Table.open(write("few.csv", text.toString().replace("w", "0")), PLAIN, HADOOP)) {
      Scaling scaling = ColumnLearner.learn(read(table, 2), ScaleKind.NONE, 2);
      assertEquals(List.of("a", "b"), scaling.columns().features());
    }
    String[] lines = text.toString().replaceAll("w[0-9]", "5").split("\n");
    lines[2500] = "five,1,u";
    String one = String.join("\n", lines);
    try (Table table = Table.open(write("one.csv", one), PLAIN, HADOOP)) {
      String refusal = assertThrows(InvalidInputException.class, () -> read(table, 2)).getMessage();
      assertTrue(
          refusal.matches(
              "Cannot read .*one.csv: line 2501, column a: 'five' is not a finite number \\(if it stands for a missing value: --na; if the column holds words: --categories\\). .*"),
          refusal);
    }
  }

  @Test
  void aFewWordsAmongTheNumbersOfAllRowsAreAMistake() throws IOException {
    StringBuilder text = new StringBuilder("a,k\n");
    for (int row = 0; row < 4000; row++) {
      text.append(row < 1000 && row % 10 == 0 ? "w" : row % 50);
      text.append(row % 2 == 0 ? ",u\n" : ",v\n");
    }
    try (Table table = Table.open(write("few.csv", text.toString()), PLAIN, HADOOP)) {
      String refusal = assertThrows(InvalidInputException.class, () -> read(table, 2)).getMessage();
      assertTrue(
          refusal.endsWith(
              "line 2, column 'a': 'w' is not a number. 3900 of 4000 values of the column are numbers. If the word stands for a missing value, say so: --na; if numbers are names there: --categories."),
          refusal);
    }
  }

  @Test
  void trueAndFalseAreNumbersWhereNothingElseComes() throws IOException {
    StringBuilder text = new StringBuilder("a,b,k\n");
    for (int row = 0; row < 3000; row++) {
      text.append(row < 2000 ? row % 3 == 0 ? "yes" : "no" : row % 4).append(',').append(row % 10);
      text.append(row % 2 == 0 ? ",u\n" : ",v\n");
    }
    try (Table table = Table.open(write("late.csv", text.toString()), PLAIN, HADOOP)) {
      Scaling scaling = ColumnLearner.learn(read(table, 2), ScaleKind.NONE, 2);
      assertEquals(
          List.of("0", "1", "2", "3", "no", "yes"), scaling.columns().sources().get(0).levels());
    }
  }

  @Test
  void wordsTooLongForAModelAreAnIdentifier() {
    RawColumns raw =
        new RawColumns(
            List.of(new RawColumns.Raw("a", SourceColumn.Type.CATEGORY, true, "")),
            Missing.MEAN,
            1,
            false);
    Columns names = new Columns("k", List.of("a"));
    ColumnStats stats = new ColumnStats(ScaleKind.NONE, "train", names, 1, raw);
    for (int level = 0; level < 34; level++) {
      stats.addLevel(0, level + "x".repeat(1 << 20), 3);
    }
    String refusal =
        assertThrows(
                InvalidInputException.class,
                () -> ColumnLearner.learn(stats, raw, names, 102, null))
            .getMessage();
    assertTrue(
        refusal.contains(
            "'a' (34 different words in 102 rows, too long for a model: an identifier)"),
        refusal);
  }

  @Test
  void levelsThatAreCalledMissingOrOtherHaveNamesOfTheirOwn() {
    SourceColumn column =
        new SourceColumn(
            "a",
            SourceColumn.Type.CATEGORY,
            "",
            0,
            5,
            1,
            null,
            null,
            null,
            List.of("(other)", "missing", "other"),
            List.of("rare"));
    assertEquals(
        List.of("a=(other)", "a=missing", "a=other", "a=((other))", "a=(missing)"),
        column.features());
  }
}
