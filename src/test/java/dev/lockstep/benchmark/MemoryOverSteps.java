package dev.lockstep.benchmark;

import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.train.EpochResult;
import dev.lockstep.train.Trainer;
import dev.lockstep.train.TrainingListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Whether training by {@code tree}, a Spark job and a broadcast a step, holds on to anything: the
 * live heap after 3,000 and after 30,000 steps, and the large broadcast blocks that are left.
 *
 * <p>A network of 64-250-10 (150 kB) on 4,800 random rows, 600 steps an epoch, trained as a user
 * would, evaluation included. Fails where the heap differs by 5 MB or more, or a block is left.
 */
@Command(name = "MemoryOverSteps", mixinStandardHelpOptions = true)
final class MemoryOverSteps implements Callable<Integer> {
  private static final int STEPS_IN_EPOCH = 600;
  private static final int BATCH_SIZE = 8;
  private static final int FEATURES = 64;
  private static final int CLASSES = 10;
  private static final long BOUND = 5_000_000;

  /** The parameters' broadcast is larger, Spark's own of a stage are smaller. */
  private static final long LARGE_BROADCAST = 100_000;

  @Option(names = "--early", description = "steps before the first look, a multiple of 600")
  private int early = 3_000;

  @Option(names = "--late", description = "steps before the second look, a multiple of 600")
  private int late = 30_000;

  private final List<JvmUse> looks = new ArrayList<>();
  private final List<Integer> broadcasts = new ArrayList<>();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new MemoryOverSteps()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Results results =
        new Results("memory-over-steps", "Live heap over the steps of tree, local[2]");
    try (JavaSparkContext spark = BenchmarkSpark.local(2)) {
      TrainingSettings settings =
          TrainingSettings.tutorial()
              .withHidden(250)
              .withEpochs(late / STEPS_IN_EPOCH)
              .withBatchSize(BATCH_SIZE)
              .withBlocks(2, 2)
              .withAggregation(AggregationKind.TREE);
      Dataset rows = rows(spark);
      double last =
          new Trainer(spark, settings)
              .train(rows, rows, new Look())
              .history()
              .get(settings.epochs())
              .train()
              .accuracy();
      if (last < 0.9) {
        throw new IllegalStateException("It has not learned: train rate " + last);
      }
    }
    return report(results);
  }

  private int report(Results results) throws IOException {
    long growth = looks.get(1).heap() - looks.get(0).heap();
    int left = broadcasts.get(0) + broadcasts.get(1);
    results.line(
        "Live heap after %d steps %s, after %d steps %s: %s more (bound %s either way). Large broadcast blocks left: %d."
            .formatted(
                early,
                JvmUse.megabytes(looks.get(0).heap()),
                late,
                JvmUse.megabytes(looks.get(1).heap()),
                JvmUse.megabytes(growth),
                JvmUse.megabytes(BOUND),
                left));
    results.write();
    return Math.abs(growth) < BOUND && left == 0 ? 0 : 1;
  }

  private final class Look implements TrainingListener {
    @Override
    public void epochDone(EpochResult result) {
      int steps = result.epoch() * STEPS_IN_EPOCH;
      if (steps == early || steps == late) {
        try {
          broadcasts.add(BroadcastBlocks.largerThan(LARGE_BROADCAST));
          looks.add(JvmUse.afterCollecting());
        } catch (IOException | InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  /** Rows around ten centres, easily told apart. */
  private static Dataset rows(JavaSparkContext spark) {
    Random random = new Random(1);
    List<LabeledVector> rows = new ArrayList<>();
    for (int i = 0; i < STEPS_IN_EPOCH * BATCH_SIZE; i++) {
      int label = random.nextInt(CLASSES);
      double[] x = new double[FEATURES];
      for (int j = 0; j < FEATURES; j++) {
        x[j] = 0.3 * random.nextGaussian() + (j % CLASSES == label ? 1 : 0);
      }
      rows.add(new LabeledVector(i, Integer.toString(label), Vectors.dense(x)));
    }
    return Dataset.of("random", spark.parallelize(rows, 8));
  }
}
