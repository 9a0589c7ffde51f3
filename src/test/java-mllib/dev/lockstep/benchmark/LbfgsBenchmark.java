package dev.lockstep.benchmark;

import dev.lockstep.aggregate.SparkRun;
import dev.lockstep.aggregate.TreeAggregation;
import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Initializer;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.SetScore;
import dev.lockstep.network.Topology;
import dev.lockstep.pack.PackedDataset;
import dev.lockstep.train.Trainer;
import dev.lockstep.train.TrainingRun;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code --optimizer lbfgs} against MLlib's MultilayerPerceptronClassifier as Spark ships it, in
 * turn: the same network (784-100-50-10, sigmoid), initial weights and rows of MNIST, tolerance 0,
 * {@code local[2]}. MLlib's time is that of {@code fit} over cached rows; ours is all of {@code
 * train}, with reading, packing and the scores after every epoch. Both losses are ours.
 */
@Command(name = "LbfgsBenchmark", mixinStandardHelpOptions = true)
final class LbfgsBenchmark implements Callable<Integer> {
  @Option(names = "--data", description = "folder with the four IDX files")
  private String data = "data/mnist";

  @Option(names = "--rows", description = "training rows")
  private long rows = 6_000;

  @Option(names = "--iterations", description = "how many")
  private int iterations = 100;

  @Option(names = "--batch-size", description = "ours: how the rows are cut")
  private int batchSize = 1_000;

  @Option(
      names = "--native-blas",
      description = "MLlib on the system's BLAS; otherwise on Java's own, which Spark ships")
  private boolean nativeBlas;

  @Option(names = "--rounds", description = "how often, after one to warm up")
  private int rounds = 3;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new LbfgsBenchmark()).execute(arguments));
  }

  private record Result(double seconds, double loss, int iterations) {}

  private TrainingSettings settings() {
    return TrainingSettings.tutorial()
        .withText(Settings.OPTIMIZER, "lbfgs")
        .withText(Settings.ACTIVATION, "sigmoid")
        .withBatchSize(batchSize)
        .withEpochs(iterations);
  }

  private Topology topology() {
    return settings().topology(784, 10);
  }

  @Override
  public Integer call() throws Exception {
    if (!nativeBlas) {
      System.setProperty("dev.ludovic.netlib.blas.nativeLib", "none"); // before it is loaded
    }
    Results results =
        new Results(
            "lbfgs",
            "L-BFGS, 784-100-50-10 with sigmoid, %d rows, %d iterations, local[2]"
                .formatted(rows, iterations));
    results.line("- MLlib's BLAS: " + Blas.MLLIB.kernel());
    results.line("- Ours: " + settings() + "\n");
    results.head("round", "MLlib: s of fit()", "loss", "ours: s of train()", "loss", "s", "loss");
    try (JavaSparkContext spark = BenchmarkSpark.local(2)) {
      MnistData mnist = MnistData.open(spark, data).withRows(rows);
      Dataset<Row> cached = MllibBenchmark.cached(spark, mnist.train().rows(2));
      try (PackedDataset packed = mnist.packTrain(batchSize, 2)) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
          Result theirs = theirs(spark, cached, packed);
          Result ours = ours(spark, mnist);
          double ratio = ours.seconds / theirs.seconds;
          results.row(
              round == 0 ? "warm-up" : round,
              "%.2f (%d)".formatted(theirs.seconds, theirs.iterations),
              "%.6f".formatted(theirs.loss),
              "%.2f (%d)".formatted(ours.seconds, ours.iterations),
              "%.6f".formatted(ours.loss),
              "%.3f".formatted(ratio),
              "%.4f".formatted(ours.loss / theirs.loss));
          if (round > 0) {
            ratios.add(ratio);
          }
        }
        results.line("\nOurs takes %s of MLlib's time.".formatted(Median.of(ratios).withSpread(3)));
      }
    }
    results.write();
    return 0;
  }

  private Result theirs(JavaSparkContext spark, Dataset<Row> rows, PackedDataset packed) {
    Parameters start =
        Initializer.draw(
            topology(),
            settings().seed(),
            settings().get(Settings.INIT),
            settings().get(Settings.INIT_RANGE));
    double[] numbers = new double[(int) topology().size()];
    start.copy(0, numbers.length, DoubleBuffer.wrap(numbers));
    MultilayerPerceptronClassifier classifier =
        new MultilayerPerceptronClassifier()
            .setLayers(new int[] {784, 100, 50, 10})
            .setInitialWeights(Vectors.dense(numbers))
            .setTol(0)
            .setMaxIter(iterations);
    long began = System.nanoTime();
    MultilayerPerceptronClassificationModel model = classifier.fit(rows);
    double seconds = (System.nanoTime() - began) / 1e9;
    Parameters end = new Parameters(topology());
    end.readRows(DoubleBuffer.wrap(model.weights().toArray()), 0, topology().rows());
    SparkRun run =
        SparkRun.inFileOrder(spark, packed, PackedDataset.none("test", packed), Blas.EXACT);
    SetScore score = new TreeAggregation(run).evaluate(end).get(0);
    return new Result(seconds, score.score().meanLoss(), model.summary().totalIterations());
  }

  private Result ours(JavaSparkContext spark, MnistData mnist) {
    long began = System.nanoTime();
    TrainingRun run = new Trainer(spark, settings(), 2).train(mnist.train(), Optional.empty());
    double seconds = (System.nanoTime() - began) / 1e9;
    int last = run.history().size() - 1;
    return new Result(seconds, run.history().get(last).train().meanLoss(), last);
  }
}
