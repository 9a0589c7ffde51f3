package dev.lockstep.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A large CSV file, eight characters a value, on {@code local[2]} with a heap of 1 GB: reading it,
 * learning its scaling and training an epoch, against the parser alone and training an epoch of as
 * many rows of an IDX file: whole processes, as a user starts them.
 */
@Command(name = "TableBenchmark", mixinStandardHelpOptions = true)
final class TableBenchmark implements Callable<Integer> {
  @Option(names = "--megabytes", description = "length of the file")
  private int megabytes = 1000;

  @Option(names = "--times", description = "how often each is measured, in turn")
  private int times = 3;

  private LargeTable table;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new TableBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Results results =
        new Results(
            "table",
            "An epoch of a CSV file of %d MB, local[2], heap 1 GB, whole processes"
                .formatted(megabytes));
    Path folder = Files.createTempDirectory(Path.of("target"), "table-benchmark");
    try {
      table = LargeTable.write(folder, megabytes);
      measure(results);
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
    results.write();
    return 0;
  }

  private void measure(Results results) throws Exception {
    List<Double> alone = new ArrayList<>();
    List<Double> csv = new ArrayList<>();
    List<Double> idx = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    results.head("parser alone", "IDX, an epoch", "CSV, an epoch", "CSV / (parser + IDX)");
    for (int i = 0; i < times; i++) {
      alone.add(parser());
      idx.add(train(table.idx()));
      csv.add(train(table.csv()));
      ratios.add(csv.get(i) / (alone.get(i) + idx.get(i)));
      results.row(
          "%.1f s".formatted(alone.get(i)),
          "%.1f s".formatted(idx.get(i)),
          "%.1f s".formatted(csv.get(i)),
          "%.2f".formatted(ratios.get(i)));
    }
    results.line(
        "\n%d rows of %d numbers, 7 classes; medians: parser alone %s s, IDX %s s, CSV %s s, ratio %s."
            .formatted(
                table.rows(),
                LargeTable.COLUMNS,
                Median.of(alone).withSpread(1),
                Median.of(idx).withSpread(1),
                Median.of(csv).withSpread(1),
                Median.of(ratios).withSpread(2)));
  }

  private double parser() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-Xmx1g", "-XX:+UseParallelGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(ParserAlone.class.getName(), table.csv().toString()));
    JobRun run = run(command);
    return seconds(
        run, Long.parseLong(run.table().get(0)), table.rows() * (LargeTable.COLUMNS + 1));
  }

  private double train(Path data) throws Exception {
    Path out = table.folder().resolve("run");
    List<String> command = new ArrayList<>(List.of("./submit.sh", "--master", "local[2]"));
    command.addAll(List.of("--driver-memory", "1g", "train", "--data", data.toString()));
    command.addAll(List.of("--epochs", "1", "--learning-rate", "0.1"));
    command.addAll(List.of("--aggregation", "allreduce", "--out", out.toString()));
    JobRun run = run(command);
    FileUtils.deleteDirectory(out.toFile());
    long rows =
        run.errors().stream()
            .filter(line -> line.startsWith("Training "))
            .map(line -> line.replaceFirst(".*: (\\d+) rows.*", "$1"))
            .mapToLong(Long::parseLong)
            .sum();
    return seconds(run, rows, table.rows());
  }

  private static double seconds(JobRun run, long found, long expected) {
    if (found != expected) {
      throw new IllegalStateException("found %d, not %d".formatted(found, expected));
    }
    return run.seconds();
  }

  private JobRun run(List<String> command) throws Exception {
    return JobRun.of(
        Contender.clean(new ProcessBuilder(command)), table.folder().resolve("errors.txt"));
  }
}
