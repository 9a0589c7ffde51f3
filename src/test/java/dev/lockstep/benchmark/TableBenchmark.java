package dev.lockstep.benchmark;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordWrapper;
import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.data.Dataset;
import dev.lockstep.data.IdxFolder;
import dev.lockstep.data.ScaleKind;
import dev.lockstep.data.Scaling;
import dev.lockstep.data.Source;
import dev.lockstep.table.Table;
import dev.lockstep.table.TableOptions;
import dev.lockstep.train.Trainer;
import dev.lockstep.train.TrainingRun;
import dev.lockstep.train.TrainingSettings;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.io.FileUtils;
import org.apache.commons.io.input.BoundedInputStream;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A large CSV file, eight characters a value, on {@code local[2]} with a heap of 1 GB: reading it,
 * learning its scaling and training an epoch, against the parser alone, which counts the fields of
 * both halves of the file in a thread each and makes no number of them, and training an epoch of as
 * many rows of an IDX file.
 */
@Command(name = "TableBenchmark", mixinStandardHelpOptions = true)
final class TableBenchmark implements Callable<Integer> {
  private static final int COLUMNS = 100;
  private static final int CLASSES = 7;
  private static final int CORES = 2;

  @Option(names = "--megabytes", description = "length of the file")
  private int megabytes = 1000;

  @Option(names = "--times", description = "how often each is measured, in turn")
  private int times = 3;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new TableBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Results results =
        new Results(
            "table", "An epoch of a CSV file of %d MB, local[2], heap 1 GB".formatted(megabytes));
    Path folder = Files.createTempDirectory(Path.of("target"), "table-benchmark");
    Path file = folder.resolve("table.csv");
    long rows = megabytes * 1_000_000L / (8L * COLUMNS + 3);
    List<Double> alone = new ArrayList<>();
    List<Double> csv = new ArrayList<>();
    List<Double> idx = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    try (JavaSparkContext spark = BenchmarkSpark.local(CORES)) {
      writeCsv(file, rows);
      writeIdx(folder, (int) rows);
      results.head("parser alone", "IDX, an epoch", "CSV, an epoch", "CSV / (parser + IDX)");
      for (int i = 0; i < times; i++) {
        alone.add(seconds(() -> parse(file), rows * (COLUMNS + 1)));
        idx.add(seconds(() -> trainIdx(folder, spark), rows));
        csv.add(seconds(() -> trainCsv(file, spark), rows));
        ratios.add(csv.get(i) / (alone.get(i) + idx.get(i)));
        results.row(
            "%.1f s".formatted(alone.get(i)),
            "%.1f s".formatted(idx.get(i)),
            "%.1f s".formatted(csv.get(i)),
            "%.2f".formatted(ratios.get(i)));
      }
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
    results.line("");
    results.line(
        "%d rows of %d numbers, 7 classes; medians: parser alone %s s, IDX %s s, CSV %s s, ratio %s."
            .formatted(
                rows,
                COLUMNS,
                Median.of(alone).withSpread(1),
                Median.of(idx).withSpread(1),
                Median.of(csv).withSpread(1),
                Median.of(ratios).withSpread(2)));
    results.write();
    return 0;
  }

  private static void writeCsv(Path file, long rows) throws IOException {
    Random random = new Random(1);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (long row = 0; row < rows; row++) {
        for (int column = 0; column < COLUMNS; column++) {
          out.write("0.%05d,".formatted(random.nextInt(100_000)));
        }
        out.write("k" + row % CLASSES + "\n");
      }
    }
  }

  /** The four files of a folder, the test set being the first 1,000 rows. */
  private static void writeIdx(Path folder, int rows) throws IOException {
    Random random = new Random(1);
    for (int test = 0; test < 2; test++) {
      int count = test == 0 ? rows : Math.min(rows, 1000);
      String prefix = test == 0 ? "train" : "t10k";
      try (DataOutputStream images = open(folder.resolve(prefix + "-images-idx3-ubyte"));
          DataOutputStream labels = open(folder.resolve(prefix + "-labels-idx1-ubyte"))) {
        images.writeInt(0x803);
        images.writeInt(count);
        images.writeInt(1);
        images.writeInt(COLUMNS);
        labels.writeInt(0x801);
        labels.writeInt(count);
        byte[] image = new byte[COLUMNS];
        for (int row = 0; row < count; row++) {
          random.nextBytes(image);
          images.write(image);
          labels.writeByte(row % CLASSES);
        }
      }
    }
  }

  private static DataOutputStream open(Path file) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
  }

  private static double seconds(Callable<Long> work, long expected) throws Exception {
    long start = System.nanoTime();
    long found = work.call();
    if (found != expected) {
      throw new IllegalStateException("found %d, not %d".formatted(found, expected));
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static long trainCsv(Path file, JavaSparkContext spark) {
    try (Table table =
        Table.open(
            new org.apache.hadoop.fs.Path(file.toString()),
            TableOptions.DEFAULT,
            spark.hadoopConfiguration())) {
      return train(table, ScaleKind.STANDARD, spark);
    }
  }

  private static long trainIdx(Path folder, JavaSparkContext spark) {
    try (IdxFolder images = IdxFolder.open(folder.toString(), spark.hadoopConfiguration())) {
      return train(images, ScaleKind.UNIT, spark);
    }
  }

  private static long train(Source data, ScaleKind scale, JavaSparkContext spark) {
    Dataset rows = data.rawTrain(spark, CORES);
    TrainingSettings settings =
        TrainingSettings.tutorial()
            .withAggregation(AggregationKind.ALLREDUCE)
            .withLearningRate(0.1)
            .withEpochs(1);
    TrainingRun run =
        new Trainer(spark, settings)
            .train(Scaling.learn(scale, rows).apply(rows), Optional.empty());
    return run.history().get(1).train().rows();
  }

  private static long parse(Path file) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CORES);
    try {
      long half = endOfLine(file, Files.size(file) / 2);
      Future<Long> first = threads.submit(() -> count(file, 0, half));
      Future<Long> second = threads.submit(() -> count(file, half, Files.size(file)));
      return first.get() + second.get();
    } finally {
      threads.shutdown();
    }
  }

  private static long endOfLine(Path file, long from) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(from);
      long at = from;
      for (int b = in.read(); b != '\n'; b = in.read()) {
        at++;
      }
      return at + 1;
    }
  }

  private static long count(Path file, long from, long to) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(from);
      InputStream part =
          BoundedInputStream.builder().setInputStream(in).setMaxCount(to - from).get();
      return CsvReader.builder().build(new Fields(), part, StandardCharsets.ISO_8859_1).stream()
          .mapToLong(Integer::longValue)
          .sum();
    }
  }

  /** Counts the fields of a record. */
  private static final class Fields extends AbstractBaseCsvCallbackHandler<Integer> {
    @Override
    protected RecordWrapper<Integer> buildRecord() {
      return wrapRecord(getFieldCount());
    }
  }
}
