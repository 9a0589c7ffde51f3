package dev.lockstep.benchmark;

import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.RowSource;
import dev.lockstep.rows.idx.IdxFolder;
import dev.lockstep.rows.text.Table;
import dev.lockstep.rows.text.TableOptions;
import dev.lockstep.scale.ScaleKind;
import dev.lockstep.train.Trainer;
import dev.lockstep.train.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A large CSV file, eight characters a value, on {@code local[2]} with a heap of 1 GB: reading it,
 * learning its scaling and training an epoch, against the parser alone and training an epoch of as
 * many rows of an IDX file: in one JVM, or as whole processes, as a user starts them.
 */
@Command(name = "TableBenchmark", mixinStandardHelpOptions = true)
final class TableBenchmark implements Callable<Integer> {
  private static final int CORES = 2;

  @Option(names = "--megabytes", description = "length of the file")
  private int megabytes = 1000;

  @Option(names = "--times", description = "how often each is measured, in turn")
  private int times = 3;

  @Option(names = "--whole-jobs", description = "each a process of its own, from start to end")
  private boolean wholeJobs;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new TableBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Results results =
        new Results(
            "table",
            "An epoch of a CSV file of %d MB, local[2], heap 1 GB, %s"
                .formatted(megabytes, wholeJobs ? "whole processes" : "in one JVM"));
    Path folder = Files.createTempDirectory(Path.of("target"), "table-benchmark");
    try {
      LargeTable table = LargeTable.write(folder, megabytes);
      if (wholeJobs) {
        measure(results, table, new Processes(table));
      } else {
        try (JavaSparkContext spark = BenchmarkSpark.local(CORES)) {
          measure(results, table, new OneJvm(table, spark));
        }
      }
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
    results.write();
    return 0;
  }

  /** The three that are compared; each gives what it has counted. */
  private interface Contenders {
    long parser() throws Exception;

    long idx() throws Exception;

    long csv() throws Exception;
  }

  private void measure(Results results, LargeTable table, Contenders contenders) throws Exception {
    List<Double> alone = new ArrayList<>();
    List<Double> csv = new ArrayList<>();
    List<Double> idx = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    results.head("parser alone", "IDX, an epoch", "CSV, an epoch", "CSV / (parser + IDX)");
    for (int i = 0; i < times; i++) {
      alone.add(seconds(contenders::parser, table.rows() * (LargeTable.COLUMNS + 1)));
      idx.add(seconds(contenders::idx, table.rows()));
      csv.add(seconds(contenders::csv, table.rows()));
      ratios.add(csv.get(i) / (alone.get(i) + idx.get(i)));
      results.row(
          "%.1f s".formatted(alone.get(i)),
          "%.1f s".formatted(idx.get(i)),
          "%.1f s".formatted(csv.get(i)),
          "%.2f".formatted(ratios.get(i)));
    }
    results.line("");
    results.line(
        "%d rows of %d numbers, 7 classes; medians: parser alone %s s, IDX %s s, CSV %s s, ratio %s."
            .formatted(
                table.rows(),
                LargeTable.COLUMNS,
                Median.of(alone).withSpread(1),
                Median.of(idx).withSpread(1),
                Median.of(csv).withSpread(1),
                Median.of(ratios).withSpread(2)));
  }

  private static double seconds(Callable<Long> work, long expected) throws Exception {
    long start = System.nanoTime();
    long found = work.call();
    if (found != expected) {
      throw new IllegalStateException("found %d, not %d".formatted(found, expected));
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** All in this JVM, which is warm from the second time on. */
  private record OneJvm(LargeTable table, JavaSparkContext spark) implements Contenders {
    @Override
    public long parser() throws Exception {
      return ParserAlone.fields(table.csv());
    }

    @Override
    public long idx() {
      return train(
          IdxFolder.open(table.idx().toString(), spark.hadoopConfiguration()).trainImages(),
          ScaleKind.UNIT);
    }

    @Override
    public long csv() {
      try (Table rows =
          Table.open(
              new org.apache.hadoop.fs.Path(table.csv().toString()),
              TableOptions.DEFAULT,
              spark.hadoopConfiguration())) {
        return train(rows, ScaleKind.STANDARD);
      }
    }

    private long train(RowSource data, ScaleKind scale) {
      Dataset rows = data.read(spark, OptionalInt.empty(), scale);
      TrainingSettings settings =
          TrainingSettings.tutorial()
              .withAggregation(AggregationKind.ALLREDUCE)
              .withLearningRate(0.1)
              .withEpochs(1);
      TrainingRun run =
          new Trainer(spark, settings)
              .scaledBy(rows.learn(scale, CORES))
              .train(rows, Optional.empty());
      return run.history().get(1).train().rows();
    }
  }

  /** Each in a process of its own. */
  private record Processes(LargeTable table) implements Contenders {
    @Override
    public long parser() throws Exception {
      JobRun run =
          run(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx1g",
                  "-XX:+UseParallelGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  ParserAlone.class.getName(),
                  table.csv().toString()));
      return Long.parseLong(run.table().get(0));
    }

    @Override
    public long idx() throws Exception {
      return train(table.idx());
    }

    @Override
    public long csv() throws Exception {
      return train(table.csv());
    }

    private long train(Path data) throws Exception {
      Path out = table.folder().resolve("run");
      List<String> command = new ArrayList<>(List.of("./submit.sh", "--master", "local[2]"));
      command.addAll(List.of("--driver-memory", "1g", "train", "--data", data.toString()));
      command.addAll(List.of("--epochs", "1", "--learning-rate", "0.1"));
      command.addAll(List.of("--aggregation", "allreduce", "--out", out.toString()));
      JobRun run = run(command);
      FileUtils.deleteDirectory(out.toFile());
      return run.errors().stream()
          .filter(line -> line.startsWith("Training "))
          .map(line -> line.replaceFirst(".*: (\\d+) rows.*", "$1"))
          .mapToLong(Long::parseLong)
          .sum();
    }

    private JobRun run(List<String> command) throws Exception {
      return JobRun.of(
          Contender.clean(new ProcessBuilder(command)), table.folder().resolve("errors.txt"));
    }
  }
}
