package dev.lockstep.benchmark;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Metrics that sort, of many rows with a small heap: {@code evaluate} on a table of one column in a
 * whole process. The score grows with the column, so the area under its curve is that of the
 * column, which counts tell.
 */
@Command(name = "EvaluationBenchmark", mixinStandardHelpOptions = true)
final class EvaluationBenchmark implements Callable<Integer> {
  private static final int VALUES = 1_000_000;

  @Option(names = "--rows", description = "of the table")
  private int rows = 10_000_000;

  @Option(names = "--memory", description = "the heap")
  private String memory = "512m";

  /** How many rows have which value, negative ones and positive ones. */
  private final long[][] counts = new long[2][VALUES];

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new EvaluationBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Results results =
        new Results(
            "evaluation",
            "evaluate on a CSV file of %d rows, two classes, local[2], heap %s"
                .formatted(rows, memory));
    Path folder = Files.createTempDirectory(Path.of("target"), "evaluation-benchmark");
    try {
      write(folder.resolve("few.csv"), 2_000);
      write(folder.resolve("many.csv"), rows);
      run(
          folder,
          "train",
          "--data",
          folder.resolve("few.csv").toString(),
          "--hidden",
          "none",
          "--epochs",
          "3",
          "--learning-rate",
          "0.05",
          "--out",
          folder.resolve("run").toString());
      JobRun evaluation =
          run(
              folder,
              "evaluate",
              "--data",
              folder.resolve("many.csv").toString(),
              "--model",
              folder.resolve("run").toString(),
              "--out",
              folder.resolve("out").toString());
      double found =
          Double.parseDouble(
              evaluation.table().stream()
                  .filter(line -> line.startsWith("ROC AUC"))
                  .findFirst()
                  .orElseThrow()
                  .replace("ROC AUC", "")
                  .strip());
      if (Math.abs(found - area()) > 1e-5) {
        throw new IllegalStateException("found %s, not %s".formatted(found, area()));
      }
      results.head("rows", "heap", "whole process", "ROC AUC");
      results.row(rows, memory, "%.1f s".formatted(evaluation.seconds()), found);
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
    results.write();
    return 0;
  }

  private void write(Path file, int length) throws IOException {
    Random random = new Random(1);
    for (long[] ofClass : counts) {
      Arrays.fill(ofClass, 0);
    }
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("x,label\n");
      for (int row = 0; row < length; row++) {
        int x = random.nextInt(VALUES);
        int label = random.nextInt(VALUES) < x ? 1 : 0;
        counts[label][x]++;
        out.write(x + "," + label + "\n");
      }
    }
  }

  /** The share of pairs of a positive and a negative row that are in order, ties half. */
  private double area() {
    double pairs = 0;
    double below = 0;
    double positives = 0;
    for (int x = 0; x < VALUES; x++) {
      pairs += counts[1][x] * (below + counts[0][x] / 2.0);
      below += counts[0][x];
      positives += counts[1][x];
    }
    return pairs / positives / below;
  }

  private JobRun run(Path folder, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("./submit.sh", "--master", "local[2]"));
    command.addAll(List.of("--driver-memory", memory));
    command.addAll(List.of(words));
    return JobRun.of(Contender.clean(new ProcessBuilder(command)), folder.resolve("errors.txt"));
  }
}
