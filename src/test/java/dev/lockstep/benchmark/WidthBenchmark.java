package dev.lockstep.benchmark;

import dev.lockstep.aggregate.SparkRun;
import dev.lockstep.allreduce.AllReduceAggregation;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Initializer;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Topology;
import dev.lockstep.pack.PackedDataset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What a second task is worth on a wide network: 784-1024-1024-10, batch 1024, {@code allreduce}
 * with one partition against two, in turn on one {@code local[2]}.
 *
 * <p>A step's time is an epoch's wall time without its evaluation, over its steps; the ratio is
 * taken in each round. Both go through the same steps and must have the same parameters after every
 * round, bit for bit. The first round warms up.
 */
@Command(name = "WidthBenchmark", mixinStandardHelpOptions = true)
final class WidthBenchmark implements Callable<Integer> {
  private static final int WIDTH = 1_024;
  private static final int BATCH_SIZE = 1_024;

  /** The tutorial's 0.5 and 0.1 are too much for layers so wide. */
  private static final double LEARNING_RATE = 0.1;

  private static final double INIT_RANGE = 0.05;

  @Option(names = "--data", description = "folder with the four IDX files")
  private String data = "data/mnist";

  @Option(names = "--rounds", description = "measured epochs of each, after one to warm up")
  private int rounds = 5;

  @Option(names = "--rows", description = "training rows, to be quicker")
  private long rows = 60_000;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new WidthBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Results results =
        new Results("width", "784-1024-1024-10, batch 1024, allreduce, local[2], 1 and 2 tasks");
    try (JavaSparkContext spark = BenchmarkSpark.local(2)) {
      MnistData mnist = MnistData.open(spark, data).withRows(rows);
      try (Tasks one = new Tasks(spark, mnist, 1);
          Tasks two = new Tasks(spark, mnist, 2)) {
        List<Double> ratios = new ArrayList<>();
        results.head("round", "1 task, ms a step", "2 tasks, ms a step", "2 tasks / 1 task");
        for (int round = 0; round <= rounds; round++) {
          double oneMs = one.epoch();
          double twoMs = two.epoch();
          if (!one.parameters.sha256().equals(two.parameters.sha256())) {
            throw new IllegalStateException("One task and two differ after round " + round);
          }
          if (round > 0) {
            ratios.add(twoMs / oneMs);
            results.row(
                round,
                "%.1f".formatted(oneMs),
                "%.1f".formatted(twoMs),
                "%.3f".formatted(twoMs / oneMs));
          }
        }
        results.line(
            "\nRatio: %s; parameters_sha256 of both: %s."
                .formatted(Median.of(ratios).withSpread(3), one.parameters.sha256()));
      }
    }
    results.write();
    return 0;
  }

  /** A training by so many tasks. */
  private static final class Tasks implements AutoCloseable {
    private final PackedDataset train;
    private final PackedDataset test;
    private final AllReduceAggregation allReduce;
    private final Parameters parameters;

    Tasks(JavaSparkContext spark, MnistData mnist, int partitions) {
      train = mnist.packTrain(BATCH_SIZE, partitions);
      test = mnist.packTest(BATCH_SIZE, partitions);
      allReduce = new AllReduceAggregation(SparkRun.inFileOrder(spark, train, test, Blas.EXACT));
      Topology topology = Topology.of(784, List.of(WIDTH, WIDTH), 10);
      parameters = Initializer.uniform(topology, MnistData.SEED, INIT_RANGE);
    }

    /** Milliseconds a step of the next epoch. */
    double epoch() {
      return MnistData.stepMs(allReduce, parameters, LEARNING_RATE, train.plan().steps());
    }

    @Override
    public void close() {
      train.close();
      test.close();
    }
  }
}
