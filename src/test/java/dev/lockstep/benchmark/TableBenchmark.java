package dev.lockstep.benchmark;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordWrapper;
import dev.lockstep.table.Table;
import dev.lockstep.table.TableOptions;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.io.input.BoundedInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A large CSV file, eight characters a value, on {@code local[2]}: what the parser alone takes,
 * which counts the fields of both halves of the file in a thread each and makes no number of them,
 * against reading it into blocks on executors, surveyed and with its SHA-256.
 */
@Command(name = "TableBenchmark", mixinStandardHelpOptions = true)
final class TableBenchmark implements Callable<Integer> {
  private static final int COLUMNS = 100;
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
        new Results("table", "Reading a CSV file of %d MB, local[2]".formatted(megabytes));
    Path file = Path.of("target/table-benchmark.csv");
    long rows = write(file);
    List<Double> alone = new ArrayList<>();
    List<Double> reading = new ArrayList<>();
    try (JavaSparkContext spark = BenchmarkSpark.local(CORES)) {
      for (int i = 0; i < times; i++) {
        alone.add(seconds(() -> parse(file), rows * (COLUMNS + 1)));
        reading.add(seconds(() -> read(file, spark), rows));
        results.line(
            "Parser alone %.1f s, reading %.1f s.".formatted(alone.get(i), reading.get(i)));
      }
    } finally {
      Files.delete(file);
    }
    results.line(
        "%d rows of %d numbers: parser alone %s s, reading %s s."
            .formatted(
                rows, COLUMNS, Median.of(alone).withSpread(1), Median.of(reading).withSpread(1)));
    results.write();
    return 0;
  }

  private long write(Path file) throws IOException {
    Random random = new Random(1);
    long rows = megabytes * 1_000_000L / (8L * COLUMNS + 3);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (long row = 0; row < rows; row++) {
        for (int column = 0; column < COLUMNS; column++) {
          out.write("0.%05d,".formatted(random.nextInt(100_000)));
        }
        out.write("k" + row % 7 + "\n");
      }
    }
    return rows;
  }

  private static double seconds(Callable<Long> work, long expected) throws Exception {
    long start = System.nanoTime();
    long found = work.call();
    if (found != expected) {
      throw new IllegalStateException("found %d, not %d".formatted(found, expected));
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static long read(Path file, JavaSparkContext spark) {
    try (Table table =
        Table.open(
            new org.apache.hadoop.fs.Path(file.toString()),
            TableOptions.DEFAULT,
            new Configuration())) {
      return table.read(spark, OptionalInt.empty()).rows();
    }
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
