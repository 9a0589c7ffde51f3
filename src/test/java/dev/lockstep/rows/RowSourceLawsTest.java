package dev.lockstep.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.LocalSpark;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.pack.Chunk;
import dev.lockstep.pack.PackedDataset;
import dev.lockstep.rows.idx.IdxFolder;
import dev.lockstep.rows.split.Parts;
import dev.lockstep.rows.split.TestSplit;
import dev.lockstep.rows.text.Table;
import dev.lockstep.rows.text.TableOptions;
import dev.lockstep.scale.ScaleKind;
import dev.lockstep.scale.Scaling;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same rows are the same, whatever the format: their numbers, places, labels and groups, what
 * is learned of them, how they are cut and what a step reads of them.
 */
final class RowSourceLawsTest {
  private static final int ROWS = 1300;
  private static final int WIDTH = 6;
  private static final Classes CLASSES = Classes.of(List.of("0", "1", "2"));
  private static final Configuration HADOOP = new Configuration();

  @TempDir static Path folder;

  /** Bytes, some columns of which are mostly zero, and a last one that never is. */
  private static byte number(int row, int column) {
    int hash = (int) (SplitMix64.hash(row, column) >>> 40);
    return (byte) (column == WIDTH - 1 ? 1 + hash % 9 : column < 3 && hash % 4 > 0 ? 0 : hash);
  }

  private static int label(int row) {
    return row * row % 3;
  }

  /** Each of the formats. */
  enum Format {
    IDX {
      @Override
      RowSource open() throws IOException {
        write("train-images-idx3-ubyte", ROWS, WIDTH);
        write("train-labels-idx1-ubyte", ROWS, 0);
        return IdxFolder.of(
                folder.toString(),
                IdxFolder.files(new org.apache.hadoop.fs.Path(folder.toString()), HADOOP),
                HADOOP)
            .trainImages();
      }

      private void write(String name, int rows, int width) throws IOException {
        int rank = width == 0 ? 1 : 3;
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * rank + rows * Math.max(1, width));
        bytes.putInt(8 << 8 | rank).putInt(rows);
        if (width > 0) {
          bytes.putInt(2).putInt(width / 2);
        }
        for (int row = 0; row < rows; row++) {
          for (int j = 0; j < width; j++) {
            bytes.put(number(row, j));
          }
          if (width == 0) {
            bytes.put((byte) label(row));
          }
        }
        Files.write(folder.resolve(name), bytes.array());
      }
    },
    CSV {
      @Override
      RowSource open() throws IOException {
        return table("csv", row -> cells(row, "", ",") + "," + label(row));
      }
    },
    LIBSVM {
      @Override
      RowSource open() throws IOException {
        return table("libsvm", row -> label(row) + " " + cells(row, ":", " "));
      }
    },
    RDD {
      @Override
      RowSource open() {
        return rdd(false);
      }
    },
    SPARSE_RDD {
      @Override
      RowSource open() {
        return rdd(true);
      }
    };

    abstract RowSource open() throws IOException;

    /** Cut into many pieces. */
    RowSource table(String format, IntFunction<String> line) throws IOException {
      List<String> lines = IntStream.range(0, ROWS).mapToObj(line).toList();
      Path parts = Files.createDirectories(folder.resolve(name()));
      for (int part = 0; part < 4; part++) {
        Files.write(
            parts.resolve("part-" + part), lines.subList(part * ROWS / 4, (part + 1) * ROWS / 4));
      }
      return Table.open(
          new org.apache.hadoop.fs.Path(parts.toString()),
          TableOptions.DEFAULT.withFormat(format),
          HADOOP);
    }

    static String cells(int row, String sign, String between) {
      List<String> cells = new ArrayList<>();
      for (int j = 0; j < WIDTH; j++) {
        int number = number(row, j) & 0xff;
        if (sign.isEmpty() || number != 0) {
          cells.add((sign.isEmpty() ? "" : (j + 1) + sign) + number);
        }
      }
      return String.join(between, cells);
    }

    static RowSource rdd(boolean sparse) {
      List<LabeledVector> rows = new ArrayList<>();
      for (int i = 0; i < ROWS; i++) {
        double[] x = numbers(i);
        rows.add(
            new LabeledVector(
                i,
                Integer.toString(label(i)),
                sparse ? Vectors.dense(x).toSparse() : Vectors.dense(x)));
      }
      Collections.shuffle(rows, new Random(1));
      return RowSource.of("train", LocalSpark.spark().parallelize(rows, 3));
    }
  }

  private static double[] numbers(int row) {
    return IntStream.range(0, WIDTH).mapToDouble(j -> number(row, j) & 0xff).toArray();
  }

  private static Dataset read(RowSource source) {
    return source.read(LocalSpark.spark(), OptionalInt.empty(), ScaleKind.NONE);
  }

  @ParameterizedTest
  @EnumSource
  void rowsAreThoseOfTheInputAndGroupsAreCutByRowsAlone(Format format) throws Exception {
    try (RowSource source = format.open()) {
      Dataset data = read(source);
      assertEquals(format == Format.IDX, source.areImages());
      assertEquals(ROWS, data.size());
      assertEquals(WIDTH, data.features());
      assertEquals(
          List.of(Map.entry("0", 0L), Map.entry("1", 1L)), List.copyOf(data.labels().entrySet()));
      for (int slices : List.of(1, 2, 3, 7)) {
        List<LabeledVector> rows = new ArrayList<>(data.rows(slices).collect());
        rows.sort(Comparator.comparingLong(LabeledVector::index));
        assertEquals(ROWS, rows.size());
        long next = 0;
        for (RowBlock group : data.groups(slices).collect()) {
          assertEquals(next, group.first());
          assertTrue(format == Format.CSV || format == Format.LIBSVM || next % 512 == 0);
          for (int row = 0; row < group.rows(); row++) {
            int index = (int) next++;
            assertEquals(index, group.number(row));
            assertEquals(index, group.place(row));
            assertEquals(Integer.toString(label(index)), group.label(row));
            assertArrayEquals(numbers(index), group.row(row));
            assertEquals(index, rows.get(index).index());
            assertEquals(group.label(row), rows.get(index).label());
            assertArrayEquals(numbers(index), rows.get(index).features().toArray());
          }
        }
        assertEquals(ROWS, next);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void scalingsAndTestRowsAreThoseOfTheRdd(Format format) throws Exception {
    Dataset expected = read(Format.RDD.open());
    Parts expectedParts = TestSplit.of(expected, 0.3, 8, 2);
    try (RowSource source = format.open()) {
      Dataset data = read(source);
      Parts parts = TestSplit.of(data, 0.3, 8, 2);
      assertEquals(described(expectedParts.heldOut()), described(parts.heldOut()));
      assertEquals(described(expectedParts.train()), described(parts.train()));
      for (ScaleKind kind : List.of(ScaleKind.MINMAX, ScaleKind.STANDARD)) {
        assertEquals(expected.learn(kind, 1).offsets(), data.learn(kind, 3).offsets());
        assertEquals(expected.learn(kind, 1).divisors(), data.learn(kind, 3).divisors());
        assertEquals(
            expectedParts.train().learn(kind, 2).divisors(),
            parts.train().learn(kind, 2).divisors());
      }
    }
  }

  /** In groups, which a shuffle makes where rows were left out. */
  private static List<String> described(Dataset data) {
    List<String> rows = new ArrayList<>();
    for (RowBlock group : data.groups(2).collect()) {
      assertEquals(0, group.first() % 512);
      for (int row = 0; row < group.rows(); row++) {
        assertEquals(rows.size(), group.number(row));
        rows.add(
            "%d %s %s"
                .formatted(group.place(row), group.label(row), Arrays.toString(group.row(row))));
      }
    }
    assertEquals(data.size(), rows.size());
    return rows;
  }

  /** Of all rows and of those that a test set leaves. */
  @ParameterizedTest
  @EnumSource
  void aStepReadsTheSameOfThemHoweverManyTasksShareThem(Format format) throws Exception {
    Dataset expected = read(Format.RDD.open());
    Dataset expectedPart = TestSplit.of(expected, 0.3, 8, 2).train();
    try (RowSource source = format.open()) {
      Dataset data = read(source);
      Dataset part = TestSplit.of(data, 0.3, 8, 2).train();
      for (Scaling scaling :
          List.of(Scaling.none(), Scaling.unit(), expected.learn(ScaleKind.STANDARD, 1))) {
        List<String> whole = packed(expected, scaling, 1);
        List<String> cut = packed(expectedPart, scaling, 1);
        for (int partitions : List.of(1, 3, 9)) {
          assertEquals(whole, packed(data, scaling, partitions), "P = " + partitions);
          assertEquals(cut, packed(part, scaling, partitions), "P = " + partitions);
        }
      }
    }
  }

  private static List<String> packed(Dataset data, Scaling scaling, int partitions) {
    try (PackedDataset packed = PackedDataset.pack(data, CLASSES, scaling, 100, 9, partitions)) {
      boolean shuffles = packed.chunks().toDebugString().contains("ShuffledRDD");
      assertEquals(partitions == 9 || !data.areNear(), shuffles);
      List<String> chunks = new ArrayList<>();
      for (Chunk chunk : packed.chunks().collect()) {
        double[] x = new double[chunk.rows() * WIDTH];
        chunk.read(0, chunk.rows(), x, 0);
        chunks.add(
            "%d %d %d %d %s %s"
                .formatted(
                    chunk.chunk(),
                    chunk.lane(),
                    chunk.number(1),
                    chunk.place(1),
                    Arrays.toString(
                        IntStream.range(0, chunk.rows()).map(chunk.targets()::classOf).toArray()),
                    Arrays.toString(x)));
      }
      Collections.sort(chunks);
      return chunks;
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatDoesNotFitANetworkIsRefused(Format format) throws Exception {
    try (RowSource source = format.open()) {
      Dataset data = read(source);
      data.requireFits(WIDTH, CLASSES);
      String width = refusal(data, WIDTH + 1, CLASSES);
      assertTrue(width.startsWith("Cannot use "), width);
      assertTrue(
          width.endsWith(": its rows have 6 features, the model takes 7. Use data of one kind."),
          width);
      String label = refusal(data, WIDTH, Classes.of(List.of("0", "2")));
      assertTrue(
          label.endsWith(": row 1 has label 1, which the model does not know. Known labels: 0, 2."),
          label);
    }
  }

  private static String refusal(Dataset data, int inputs, Classes classes) {
    return assertThrows(InvalidInputException.class, () -> data.requireFits(inputs, classes))
        .getMessage();
  }
}
