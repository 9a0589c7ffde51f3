package dev.lockstep.benchmark;

import dev.lockstep.aggregate.SparkRun;
import dev.lockstep.aggregate.TreeAggregation;
import dev.lockstep.allreduce.AllReduceAggregation;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Gradient;
import dev.lockstep.network.Initializer;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.SgdStep;
import dev.lockstep.pack.PackedDataset;
import java.util.ArrayList;
import java.util.Arrays;
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
 * evaluation, over its steps; the median over the epochs. Every way takes the same steps, and all
 * must end with the same parameters, bit for bit.
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
        new Tree(spark, train, test).measure(results);
        tree(spark, train, test, results);
        allReduce(spark, train, test, results);
      }
    }
    results.write();
    return 0;
  }

  /** The three that take turns, and where each of them has got to. */
  private final class Tree {
    private final TreeAggregation tree;
    private final BareStep bare;
    private final PureArithmetic arithmetic;
    private final int stepsInEpoch;
    private final Parameters ours;
    private final Parameters alone;
    private final double[][] arrays;
    private int next;

    Tree(JavaSparkContext spark, PackedDataset train, PackedDataset test) {
      tree = new TreeAggregation(SparkRun.inFileOrder(spark, train, test, Blas.EXACT));
      bare = new BareStep(spark, PARTITIONS);
      arithmetic = new PureArithmetic(MnistData.TOPOLOGY, Blas.EXACT.products(), train);
      stepsInEpoch = train.plan().steps();
      ours = initial();
      alone = initial();
      List<double[]> each = new ArrayList<>();
      for (int l = 1; l <= MnistData.TOPOLOGY.layers(); l++) {
        each.add(ours.weights(l).values().clone());
        each.add(ours.biases(l).values().clone());
      }
      arrays = each.toArray(double[][]::new);
    }

    void measure(Results results) {
      round();
      results.head("round", "tree, ms", "bare, ms", "arithmetic, ms", "tree / (bare + arithmetic)");
      List<Double> ratios = new ArrayList<>();
      for (int round = 1; round <= rounds; round++) {
        double[] ms = round();
        double ratio = ms[0] / (ms[1] + ms[2]);
        ratios.add(ratio);
        results.row(round, text(ms[0]), text(ms[1]), text(ms[2]), text(ratio));
      }
      results.line(
          "\nRatio: %s, median of %d rounds of %d steps. The arithmetic of a step is the longer of the partitions' (gradients and their sum, one thread) + update."
              .formatted(Median.of(ratios).withSpread(3), rounds, steps));
    }

    /** Milliseconds a step: tree, bare, arithmetic. */
    private double[] round() {
      long[] nanos = new long[3];
      for (int turn = 0; turn < steps / TURN; turn++) {
        long start = System.nanoTime();
        for (int i = 0; i < TURN; i++) {
          Gradient gradient = tree.gradient(ours, (next + i) % stepsInEpoch);
          SgdStep.take(ours, MnistData.LEARNING_RATE, gradient);
        }
        long oursDone = System.nanoTime();
        for (int i = 0; i < TURN; i++) {
          bare.run(arrays);
        }
        nanos[0] += oursDone - start;
        nanos[1] += System.nanoTime() - oursDone;
        for (int i = 0; i < TURN; i++) {
          nanos[2] += arithmetic.run(alone, (next + i) % stepsInEpoch);
        }
        next += TURN;
        requireSame(ours, alone);
      }
      return Arrays.stream(nanos).mapToDouble(n -> n / 1e6 / (steps / TURN * TURN)).toArray();
    }
  }

  private static void tree(
      JavaSparkContext spark, PackedDataset train, PackedDataset test, Results results) {
    TreeAggregation tree =
        new TreeAggregation(SparkRun.inFileOrder(spark, train, test, Blas.EXACT));
    EpochCost cost = EpochCost.of(tree, initial(), MnistData.LEARNING_RATE, train.plan().steps());
    results.line(
        "\nA step of tree over a whole epoch: %.3f ms, made of: %s."
            .formatted(cost.stepMs(), cost.madeOf()));
  }

  private void allReduce(
      JavaSparkContext spark, PackedDataset train, PackedDataset test, Results results) {
    AllReduceAggregation allReduce =
        new AllReduceAggregation(SparkRun.inFileOrder(spark, train, test, Blas.EXACT));
    Parameters ours = initial();
    PureArithmetic arithmetic =
        new PureArithmetic(MnistData.TOPOLOGY, Blas.EXACT.products(), train);
    Parameters alone = initial();
    int stepsInEpoch = train.plan().steps();
    List<Double> ms = new ArrayList<>();
    List<Double> arithmeticMs = new ArrayList<>();
    String madeOf = "";
    for (int epoch = 0; epoch <= epochs; epoch++) {
      EpochCost cost = EpochCost.of(allReduce, ours, MnistData.LEARNING_RATE, stepsInEpoch);
      long nanos = 0;
      for (int step = 0; step < stepsInEpoch; step++) {
        nanos += arithmetic.run(alone, step);
      }
      requireSame(ours, alone);
      if (epoch > 0) {
        ms.add(cost.stepMs());
        arithmeticMs.add(nanos / 1e6 / stepsInEpoch);
        madeOf = cost.madeOf();
      }
    }
    results.line(
        "\nA step of allreduce: %s ms, median of %d epochs (wall time less evaluation, over %d steps); its arithmetic %s ms. The last epoch's is made of: %s."
            .formatted(
                Median.of(ms).withSpread(3),
                epochs,
                stepsInEpoch,
                Median.of(arithmeticMs).withSpread(3),
                madeOf));
  }

  private static Parameters initial() {
    return Initializer.uniform(MnistData.TOPOLOGY, MnistData.SEED, MnistData.INIT_RANGE);
  }

  private static String text(double number) {
    return "%.3f".formatted(number);
  }

  private static void requireSame(Parameters ours, Parameters alone) {
    if (!ours.sha256().equals(alone.sha256())) {
      throw new IllegalStateException("The aggregation and the bare arithmetic differ");
    }
  }
}
