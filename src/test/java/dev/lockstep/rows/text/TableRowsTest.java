package dev.lockstep.rows.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.LocalSpark;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.RowSource;
import dev.lockstep.rows.idx.IdxFolder;
import dev.lockstep.scale.ScaleKind;
import dev.lockstep.scale.Scaling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SparseVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as Spark's tasks read them. */
final class TableRowsTest {
  @TempDir Path folder;

  private static Table open(Path place, TableOptions options, long pieceBytes) {
    return Table.open(
        new org.apache.hadoop.fs.Path(place.toString()), options, LocalTable.HADOOP, pieceBytes);
  }

  private static Dataset read(Table table, ScaleKind scale) {
    return table.read(LocalSpark.spark(), OptionalInt.empty(), scale);
  }

  private Path manyRows() throws Exception {
    StringBuilder text = new StringBuilder("x,y,k\n");
    for (int row = 0; row < 1300; row++) {
      text.append(row).append(',').append(row * 0.37).append(",c").append(row % 5).append('\n');
    }
    return Files.writeString(folder.resolve("many.csv"), text);
  }

  /** By one task, by many, and by so many that the driver does not get what they have summed up. */
  @ParameterizedTest
  @ValueSource(longs = {1 << 20, 1000, 70})
  void whatIsLearnedInReadingIsWhatIsLearnedAfterwards(long pieceBytes) throws Exception {
    Path file = manyRows();
    for (ScaleKind kind : List.of(ScaleKind.STANDARD, ScaleKind.MINMAX)) {
      try (Table told = open(file, TableOptions.DEFAULT, pieceBytes);
          Table untold = open(file, TableOptions.DEFAULT, 1 << 20)) {
        Dataset taken = read(told, kind);
        Dataset plain = read(untold, ScaleKind.NONE);
        Scaling expected = plain.learn(kind, 1);
        Scaling learned = taken.learn(kind, 1);
        assertEquals(expected.offsets(), learned.offsets());
        assertEquals(expected.divisors(), learned.divisors());
        ScaleKind other = kind == ScaleKind.STANDARD ? ScaleKind.MINMAX : ScaleKind.STANDARD;
        assertEquals(plain.learn(other, 1).offsets(), taken.learn(other, 1).offsets());
      }
    }
  }

  @Test
  void anUnknownLabelIsToldWithItsFirstRow() throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), "1,a\n2,b\n3,c\n4,c\n");
    try (Table table = open(file, TableOptions.DEFAULT, 1)) {
      Dataset rows = read(table, ScaleKind.NONE);
      rows.requireFits(1, Classes.of(List.of("a", "b", "c")));
      assertEquals(
          "Cannot use %s: row 2 has label c, which the model does not know. Known labels: a, b."
              .formatted(file),
          assertThrows(
                  InvalidInputException.class,
                  () -> rows.requireFits(1, Classes.of(List.of("a", "b"))))
              .getMessage());
      assertThrows(
          InvalidInputException.class,
          () -> rows.requireFits(2, Classes.of(List.of("a", "b", "c"))));
    }
  }

  @Test
  void aTestSetHasTheColumnsOfItsTrainingSet() throws IOException {
    Path train = Files.writeString(folder.resolve("train.svm"), "u 1:1 4:2\nv 2:1\n");
    Path test = Files.writeString(folder.resolve("test.svm"), "v 1:1\n");
    try (Table source = open(train, LocalTable.LIBSVM, Piece.BYTES);
        RowSource tests =
            source.testOf("validation", new org.apache.hadoop.fs.Path(test.toString()))) {
      Dataset rows = tests.read(LocalSpark.spark(), OptionalInt.empty(), ScaleKind.NONE);
      assertEquals("validation", rows.name());
      assertEquals(4, rows.features());
      assertTrue(rows.rows(1).first().features() instanceof SparseVector);
      assertEquals(1, rows.size());
      assertFalse(source.areImages());
    }
  }

  @Test
  void mnistAsCsvAndAsLibsvmGivesTheRowsOfItsIdxFiles() throws IOException {
    int count = 700;
    List<LabeledVector> images =
        IdxFolder.open("data/mnist", LocalTable.HADOOP)
            .test(LocalSpark.spark())
            .rows(1)
            .take(count);
    StringBuilder csv = new StringBuilder();
    StringBuilder svm = new StringBuilder();
    for (LabeledVector image : images) {
      svm.append(image.label());
      csv.append(image.label());
      double[] x = image.features().toArray();
      for (int j = 0; j < x.length; j++) {
        csv.append(',').append((int) x[j]);
        // The last one is zero in every image.
        svm.append(x[j] != 0 || j == x.length - 1 ? " " + (j + 1) + ":" + (int) x[j] : "");
      }
      csv.append('\n');
      svm.append('\n');
    }
    Path csvFile = Files.writeString(folder.resolve("mnist.csv"), csv);
    Path svmFile = Files.writeString(folder.resolve("mnist.svm"), svm);
    List<Table> tables =
        List.of(
            open(csvFile, LocalTable.csv("1", null, ',', TableOptions.Header.NO), 100_000),
            open(svmFile, LocalTable.LIBSVM, 100_000));
    for (Table table : tables) {
      try (table) {
        List<LabeledVector> rows = read(table, ScaleKind.NONE).rows(1).collect();
        IntStream.range(0, count)
            .forEach(
                row -> {
                  assertEquals(images.get(row).index(), rows.get(row).index());
                  assertEquals(images.get(row).label(), rows.get(row).label());
                  assertTrue(
                      Arrays.equals(
                          images.get(row).features().toArray(),
                          rows.get(row).features().toArray()));
                });
      }
    }
  }
}
