package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.GoldenModel;
import dev.lockstep.LocalSpark;
import dev.lockstep.evaluate.ByTheBook;
import dev.lockstep.network.Parameters;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.idx.IdxImages;
import dev.lockstep.scale.ScaleKind;
import dev.lockstep.scale.Scaling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PredictCommandTest {
  private static final String MNIST = "data/mnist/t10k-images-idx3-ubyte.gz";

  @TempDir Path temporary;

  @BeforeEach
  void writeModelAndData() throws IOException {
    TinyModel.write(temporary.resolve("model"));
    TinyImages.write(temporary.resolve("data"));
  }

  private CommandRun predict(String model, String input, String... options) {
    List<String> words = new ArrayList<>(List.of("predict", "--model", model, "--input", input));
    words.addAll(List.of("--out", temporary.resolve("out").toString()));
    words.addAll(List.of(options));
    return CommandRun.withSpark(Map.of(), words.toArray(String[]::new));
  }

  private CommandRun predictTiny(String... options) {
    return predict(temporary.resolve("model").toString(), temporary + "/data/*-images-*", options);
  }

  private List<String> out() throws IOException {
    try (Stream<Path> files = Files.list(temporary.resolve("out"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }

  /** The lines of all parts one after the other, without the headers. */
  private List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String name : out()) {
      List<String> part = Files.readAllLines(temporary.resolve("out").resolve(name));
      lines.addAll(part.subList(Math.min(1, part.size()), part.size()));
    }
    return lines;
  }

  @Test
  void thePartsHoldWhatTheNetworkSaysByTheBookOfEveryRow() throws IOException {
    CommandRun run = predict(GoldenModel.FOLDER, MNIST, "--partitions=3");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(List.of("_SUCCESS", "part-00000.csv", "part-00001.csv", "part-00002.csv"), out());
    List<String> lines = lines();
    assertEquals(10_000, lines.size());
    Parameters parameters = GoldenModel.read().parameters();
    IdxImages images = IdxImages.open(new org.apache.hadoop.fs.Path(MNIST), new Configuration());
    Dataset data = images.read(LocalSpark.spark(), OptionalInt.empty(), ScaleKind.NONE);
    for (RowBlock group : data.groups(1).collect()) {
      for (int i = 0; i < group.rows(); i++) {
        int row = (int) group.first() + i;
        double[] x = group.row(i);
        Scaling.unit().apply(x, 1, row, x.length);
        double[] y = ByTheBook.probabilities(parameters, x);
        String[] fields = lines.get(row).split(",", -1);
        assertEquals(Integer.toString(row), fields[0]);
        double[] written = Arrays.stream(fields).skip(2).mapToDouble(Double::parseDouble).toArray();
        assertArrayEquals(y, written, 1e-12);
        int predicted = Integer.parseInt(fields[1]);
        assertEquals(Arrays.stream(written).max().orElseThrow(), written[predicted]);
      }
    }
  }

  @Test
  void standardOutputIsEmptyAndStandardErrorEndsWithFolderAndRows() throws IOException {
    CommandRun run = predictTiny();
    assertEquals(0, run.exitCode(), run.err());
    assertEquals("", run.out());
    assertEquals(3, run.toldLines().size(), run.err());
    assertTrue(run.toldLines().get(0).contains(" (4-5-3): 16 rows, 3 classes; BLAS: "), run.err());
    assertEquals("Prediction folder: " + temporary.resolve("out"), run.toldLines().get(1));
    assertEquals("rows=16", run.toldLines().get(2));
    assertEquals(16, lines().size());
  }

  @Test
  void aPredictionIsReplacedOnlyWhenToldTo() throws IOException {
    assertEquals(0, predictTiny("--partitions=2").exitCode());
    CommandRun refused = predictTiny();
    assertEquals(2, refused.exitCode());
    assertTrue(refused.err().contains("holds a prediction already"), refused.err());
    assertEquals(List.of("_SUCCESS", "part-00000.csv", "part-00001.csv"), out());
    assertEquals(0, predictTiny("--partitions=1", "--overwrite").exitCode());
    assertEquals(List.of("_SUCCESS", "part-00000.csv"), out());
    assertEquals(16, lines().size());
  }

  @Test
  void whatDoesNotFitTheModelIsExit2AndLeavesNothing() {
    String model = temporary.resolve("model").toString();
    List<CommandRun> runs =
        List.of(
            predict(model, MNIST),
            predict(model, temporary.resolve("data").toString()),
            predict(model, temporary.resolve("none").toString()),
            predict(temporary.resolve("none").toString(), MNIST));
    for (CommandRun run : runs) {
      assertEquals(2, run.exitCode());
      assertEquals("", run.out());
      assertEquals(1, run.toldLines().size(), run.err());
      assertTrue(Files.notExists(temporary.resolve("out")));
    }
    assertTrue(runs.get(0).err().contains("the model takes 4"), runs.get(0).err());
    assertTrue(runs.get(1).err().contains("Are images and labels mixed up?"), runs.get(1).err());
  }
}
