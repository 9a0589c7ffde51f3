package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Parameters that must never change, whatever becomes of the code between file and step: MNIST in
 * three formats, shuffled, and tables whose columns are constant or nearly empty. The figures were
 * taken before the code was rebuilt; where an independent program computes them other tests hold
 * them to it.
 */
final class PinnedHashesTest {
  private static final int ROWS = 3000;
  private static final int PIXELS = 784;

  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({
    "idx, tree, 1129ace54b17832ae6fef030c96615147bc88f61812274332b5a3ebc044820fd",
    "idx --shuffle, allreduce, acd138eb4d29bf244e7d1816ce06100a301e1fc41a5992957adbc687b4bd5df4",
    "csv, allreduce, 3626cacdd6d5088b07597f8b2602616a605018acdd2fdc9b1855f2c85812007c",
    "csv --shuffle, tree, 90996aaf0210b778ecc13ea3468fb5f06ee83177dbd9f9bd19e3de64b8aade2e",
    "csv --scale=minmax, allreduce, 6ad21a0200da14d4a40f83dc9399debe425f8188138ef195d651feb9e2da5c58",
    "libsvm, allreduce, 59a3ad94c14f13590120c6623ba092f8e01dc26da13056364e9d51414c71014e",
    "libsvm --scale=none, tree, f2ab0805bceeb7f0fb7f2b23e5446f51ac785f574e2120761d965390670d15a4",
    "constant, allreduce, a6b4af4dcd46d7d0d36ef4e9c5b580d1649dc5d65065451f74df72115c6973a9",
    "constant --shuffle --scale=minmax, tree, bd458e5c98a59a87c4886b0cba82969f81cdb30d4d7ca5eb44c60e3ea7b05d9c",
    "empty, allreduce, f4c142f480dd781dc6bf691d0a71a2df888674522b272b4579b3a2b16a374578",
    "empty --scale=none --shuffle, allreduce, 4c7e7fb45e2761fa04be974ecc7d07fda869953fafb1e9482cb804cd551356e6",
    "mixed, tree, 18a0179870800fa1b6cd2d0580f6f183740341371cbf6b1226154674b28fd95a",
    "mixed --scale=minmax, allreduce, 6ff18e1160381487548fb2a84e27be7e94dcedbefb6df83af31b6694adec864b",
    "idx --optimizer=adam --learning-rate=0.001 --activation=leaky-relu --init=he-uniform, tree, f96b56c24dc8a877bf5fe058e4d72b0e3d6498a12c110dcfb66e84375b67ded6",
    "mixed --optimizer=momentum --l2=0.01 --schedule=step --schedule-every=1 --activation=sigmoid, allreduce, ef8e2a2deaa131be9d69ade7457054c5a34d34cf9363ddb5211ed9490abab78e",
    "mixed --optimizer=nesterov --clip-norm=0.5 --activation=tanh --init=glorot-normal, tree, 1a6b2306d9fed58aeeacc16cc1ee78f082201dad680acb18405d797aaf6c271a",
    "'mixed --optimizer=adamw --schedule=cosine --warmup=20 --activation=gelu,elu --init=he-normal', allreduce, 61f565e691c012a89debbc0f4abc1c2a07e95f4de4a4fac92d4a3f73d0474df4",
    "idx --optimizer=lbfgs --activation=sigmoid --l2=0.001, auto, 4014c829e6b6aa8e43866ca94301cf689aa1ca02e2bd97dede36a594a1092375",
  })
  void theParametersAreThose(String job, String aggregation, String sha256) throws IOException {
    String[] words = job.split(" ");
    List<String> command = new ArrayList<>(List.of("train", "--epochs=2", "--partitions=3"));
    command.addAll(data(words[0]));
    if (!words[0].equals("idx")) {
      command.add("--config=conf/mnist.properties"); // not the recipe of tables, which may change
    }
    command.addAll(List.of(words).subList(1, words.length));
    command.addAll(List.of("--aggregation=" + aggregation, "--out=" + temporary.resolve("run")));
    CommandRun run = CommandRun.withSpark(Map.of(), command.toArray(String[]::new));
    assertEquals(0, run.exitCode(), run.err());
    assertEquals("parameters_sha256=" + sha256, run.errLines().get(run.errLines().size() - 1));
  }

  private List<String> data(String name) throws IOException {
    return switch (name) {
      case "idx" -> List.of("--data=data/mnist");
      case "csv" -> table("mnist.csv", PinnedHashesTest::csv, 50);
      case "libsvm" -> table("mnist.libsvm", PinnedHashesTest::libsvm, 50);
      case "constant" -> small(List.of("7", "0", "-2.5"), 0.9);
      case "empty" -> small(List.of("0", "0", "0"), 0.02);
      default -> small(List.of("0", "1e-3", "123456789.125"), 0.3);
    };
  }

  /** Numbers of many kinds beside columns of one value each, of which row 17 alone may differ. */
  private List<String> small(List<String> constants, double filled) throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    List<String> lines = new ArrayList<>(List.of("a,b,c,d,e,f,g,h,class"));
    for (int i = 0; i < 301; i++) {
      List<String> cells = new ArrayList<>(constants);
      if (i == 17) {
        cells.set(1, "0.5");
      }
      for (int j = 0; j < 5; j++) {
        boolean isZero = random.nextDouble() >= filled;
        cells.add(isZero ? "0" : Double.toString(number(random, j)));
      }
      cells.add("class " + (i * i + i / 7) % 4);
      lines.add(String.join(",", cells));
    }
    Path file = Files.write(temporary.resolve("small.csv"), lines);
    return List.of(
        "--data=" + file,
        "--label=class",
        "--test-fraction=0.25",
        "--hidden=9,5",
        "--batch-size=16",
        "--learning-rate=0.1");
  }

  private static double number(SplittableRandom random, int column) {
    return switch (column) {
      case 0 -> random.nextInt(10);
      case 1 -> random.nextInt(100000) / 1000.0;
      case 2 -> random.nextDouble() - 0.5;
      case 3 -> -random.nextInt(256);
      default -> random.nextInt(1000) * 1e-7;
    };
  }

  private List<String> table(String name, IntFunction<String> line, int hidden) throws IOException {
    List<String> lines = IntStream.range(0, ROWS).mapToObj(line).toList();
    Path file = Files.write(temporary.resolve(name), lines);
    List<String> options =
        new ArrayList<>(List.of("--data=" + file, "--test-fraction=0.1", "--hidden=" + hidden));
    if (name.endsWith(".csv")) {
      options.add("--label=1");
    }
    return options;
  }

  private static String csv(int row) {
    StringBuilder line = new StringBuilder().append(LABELS[row]);
    for (int j = 0; j < PIXELS; j++) {
      line.append(',').append(IMAGES[row * PIXELS + j] & 255);
    }
    return line.toString();
  }

  private static String libsvm(int row) {
    StringBuilder line = new StringBuilder().append(LABELS[row]);
    for (int j = 0; j < PIXELS; j++) {
      int pixel = IMAGES[row * PIXELS + j] & 255;
      if (pixel > 0) {
        line.append(String.format(Locale.ROOT, " %d:%.4f", j + 1, pixel / 256.0));
      }
    }
    return line.toString();
  }

  private static final byte[] IMAGES = items("train-images-idx3-ubyte.gz", 16, ROWS * PIXELS);
  private static final byte[] LABELS = items("train-labels-idx1-ubyte.gz", 8, ROWS);

  private static byte[] items(String file, int header, int count) {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(Path.of("data/mnist", file)))) {
      in.skipNBytes(header);
      byte[] items = new byte[count];
      new DataInputStream(in).readFully(items);
      return items;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
