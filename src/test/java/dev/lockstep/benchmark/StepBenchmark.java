package dev.lockstep.benchmark;

import dev.lockstep.aggregate.SparkRun;
import dev.lockstep.aggregate.TreeAggregation;
import dev.lockstep.allreduce.AllReduceAggregation;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Backpropagation;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.SgdStep;
import dev.lockstep.pack.PackedDataset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The cost of a training step of the tutorial's network, {@code local[2]}, P = 2, K = 8.
 *
 * <p>{@code tree}: {@link TreeAggregation#gradient} and the update, against {@link BareStep} plus
 * {@link PureArithmetic}. The three take turns of 20 steps; a round's figure is the mean over its
 * steps, the result the median over the rounds. {@code allreduce}: an epoch's wall time without its
 * evaluation, over its steps; the median over the epochs. {@code tree} and the arithmetic take the
 * same steps, and must end with the same parameters, bit for bit.
 */
@Command(name = "StepBenchmark", mixinStandardHelpOptions = true)
final class StepBenchmark implements Callable<Integer> {
  private static final int PARTITIONS = 2;
  private static final int TURN = 20;

  @Option(names = "--data", description = "folder with the four IDX files")
  private String data = "data/mnist";

  @Option(names = "--rounds", description = "measured rounds, after one to warm up")
  private int rounds = 5;

  @Option(names = "--steps", description = "steps in a round, a multiple of 20")
  private int steps = 200;

  @Option(names = "--epochs", description = "measured epochs of allreduce, after one to warm up")
  private int epochs = 5;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new StepBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Results results =
        new Results("step", "A step of 784-100-50-10, batch 100, local[2], 2 partitions, 8 blocks");
    try (JavaSparkContext spark = BenchmarkSpark.local(PARTITIONS)) {
      MnistData mnist = MnistData.open(spark, data);
      try (PackedDataset train = mnist.packTrain(MnistData.BATCH_SIZE, PARTITIONS);
          PackedDataset test = mnist.packTest(MnistData.BATCH_SIZE, PARTITIONS)) {
        SparkRun run = SparkRun.inFileOrder(spark, train, test, Blas.EXACT);
        tree(run, train, results);
        allReduce(new AllReduceAggregation(run), train.plan().steps(), results);
      }
    }
    results.write();
    return 0;
  }

  private void tree(SparkRun run, PackedDataset train, Results results) {
    TreeAggregation tree = new TreeAggregation(run);
    BareStep bare = new BareStep(run.spark(), PARTITIONS, (int) MnistData.TOPOLOGY.size());
    PureArithmetic arithmetic =
        new PureArithmetic(
            MnistData.TOPOLOGY,
            new Backpropagation(MnistData.TOPOLOGY, Blas.EXACT.products()),
            train);
    Parameters ours = MnistData.initial();
    Parameters alone = MnistData.initial();
    results.head("round", "tree, ms", "bare, ms", "arithmetic, ms", "tree / (bare + arithmetic)");
    List<Double> ratios = new ArrayList<>();
    int next = 0;
    for (int round = 0; round <= rounds; round++) {
      long[] nanos = new long[3];
      for (int turn = 0; turn < steps / TURN; turn++, next += TURN) {
        long start = System.nanoTime();
        for (int i = next; i < next + TURN; i++) {
          SgdStep.take(
              ours, MnistData.LEARNING_RATE, tree.gradient(ours, i % train.plan().steps()));
        }
        long oursDone = System.nanoTime();
        for (int i = 0; i < TURN; i++) {
          bare.run();
        }
        nanos[0] += oursDone - start;
        nanos[1] += System.nanoTime() - oursDone;
        for (int i = next; i < next + TURN; i++) {
          nanos[2] += arithmetic.run(alone, i % train.plan().steps());
        }
        if (!ours.sha256().equals(alone.sha256())) {
          throw new IllegalStateException("The aggregation and the bare arithmetic differ");
        }
      }
      if (round > 0) {
        double ratio = (double) nanos[0] / (nanos[1] + nanos[2]);
        ratios.add(ratio);
        results.row(round, ms(nanos[0]), ms(nanos[1]), ms(nanos[2]), "%.3f".formatted(ratio));
      }
    }
    results.line(
        "\nRatio: %s, median of %d rounds of %d steps. The arithmetic of a step is the longer of the partitions' (gradients and their sum, one thread) + update."
            .formatted(Median.of(ratios).withSpread(3), rounds, steps));
  }

  /** Milliseconds a step. */
  private String ms(long nanos) {
    return "%.3f".formatted(nanos / 1e6 / (steps / TURN * TURN));
  }

  private void allReduce(AllReduceAggregation allReduce, int stepsInEpoch, Results results) {
    Parameters parameters = MnistData.initial();
    List<Double> ms = new ArrayList<>();
    for (int epoch = 0; epoch <= epochs; epoch++) {
      ms.add(MnistData.stepMs(allReduce, parameters, MnistData.LEARNING_RATE, stepsInEpoch));
    }
    results.line(
        "\nA step of allreduce: %s ms, median of %d epochs (wall time less evaluation, over %d steps)."
            .formatted(Median.of(ms.subList(1, epochs + 1)).withSpread(3), epochs, stepsInEpoch));
  }
}
