package dev.lockstep.benchmark;

import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Whether whole trainings in one JVM leave anything behind: MNIST by {@code allreduce}, again and
 * again, and after each run what the JVM holds.
 *
 * <p>Growth is the median after the last three runs less the median after the second to the fourth
 * (the first loads classes and starts pools). Fails where the heap grows by 5 MB, direct memory by
 * 1 MB, or threads, open files or sockets by more than two. All runs must give the same parameters.
 */
@Command(name = "RepeatedRuns", mixinStandardHelpOptions = true)
final class RepeatedRuns implements Callable<Integer> {
  @Option(names = "--data", description = "folder with the four IDX files")
  private String data = "data/mnist";

  @Option(names = "--epochs", description = "of each run")
  private int epochs = 50;

  @Option(names = "--runs", description = "5 or more")
  private int runs = 10;

  @Option(names = "--aggregation", description = "TREE or ALLREDUCE")
  private AggregationKind aggregation = AggregationKind.ALLREDUCE;

  private final List<JvmUse> uses = new ArrayList<>();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new RepeatedRuns()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (runs < 5) {
      throw new IllegalArgumentException("Growth cannot be told from " + runs + " runs");
    }
    Results results =
        new Results(
            "repeated-runs",
            "%d trainings of %d epochs by %s in one JVM, local[2]"
                .formatted(runs, epochs, aggregation));
    results.head("run", "seconds", "live heap", "threads", "direct memory", "files", "sockets");
    try (JavaSparkContext spark = BenchmarkSpark.local(2)) {
      TrainingSettings settings =
          TrainingSettings.tutorial().withEpochs(epochs).withAggregation(aggregation);
      String first = null;
      for (int run = 1; run <= runs; run++) {
        long start = System.nanoTime();
        MnistData mnist = MnistData.open(spark, data);
        String sha256 =
            new Trainer(spark, settings).train(mnist.train(), mnist.test()).parameters().sha256();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (first != null && !first.equals(sha256)) {
          throw new IllegalStateException("Run %d gave %s, not %s".formatted(run, sha256, first));
        }
        first = sha256;
        JvmUse use = JvmUse.afterCollecting();
        uses.add(use);
        results.row(
            run,
            "%.1f".formatted(seconds),
            JvmUse.megabytes(use.heap()),
            use.threads(),
            JvmUse.megabytes(use.direct()),
            use.files(),
            use.sockets());
      }
      results.line("\nparameters_sha256 of every run: " + first);
    }
    long heap = growth(JvmUse::heap);
    long direct = growth(JvmUse::direct);
    long threads = growth(JvmUse::threads);
    long files = growth(JvmUse::files);
    long sockets = growth(JvmUse::sockets);
    results.line(
        "Growth: heap %s (bound 5), direct memory %s (1), threads %d (2), files %d (2), sockets %d (2)."
            .formatted(JvmUse.megabytes(heap), JvmUse.megabytes(direct), threads, files, sockets));
    results.write();
    boolean grown =
        heap >= 5_000_000 || direct >= 1_000_000 || threads > 2 || files > 2 || sockets > 2;
    return grown ? 1 : 0;
  }

  private long growth(ToLongFunction<JvmUse> what) {
    return median(uses.subList(runs - 3, runs), what) - median(uses.subList(1, 4), what);
  }

  private static long median(List<JvmUse> three, ToLongFunction<JvmUse> what) {
    return three.stream().mapToLong(what).sorted().toArray()[1];
  }
}
