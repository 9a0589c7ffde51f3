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
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * {@code --optimizer lbfgs} against MLlib's MultilayerPerceptronClassifier: the same network
 * (784-100-50-10, sigmoid), initial weights and rows of MNIST, tolerance 0, {@code local[2]}.
 * MLlib's time is that of {@code fit} over cached rows; ours is all of {@code train}, with reading,
 * packing and the scores after every epoch. Both losses are ours.
 *
 * <p>In turn, each in a JVM of its own, since MLlib's Java BLAS uses the vector unit, too, and
 * spoils what C2 knows of ours; each of them trains twice, and the second time counts.
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

  @Option(names = "--rounds", description = "how often")
  private int rounds = 3;

  @Option(names = "--one", description = "mllib or lockstep: in this JVM alone", hidden = true)
  private String one = "";

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new LbfgsBenchmark()).execute(arguments));
  }

  /** What a JVM has printed. */
  private record Result(double seconds, double loss, int iterations) {
    static Result of(JobRun run) {
      String[] words = run.table().get(run.table().size() - 1).split(" ", -1);
      return new Result(
          Double.parseDouble(words[0]), Double.parseDouble(words[1]), Integer.parseInt(words[2]));
    }
  }

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
    if (!one.isEmpty()) {
      return trainHere();
    }
    Results results =
        new Results(
            "lbfgs",
            "L-BFGS, 784-100-50-10 with sigmoid, %d rows, %d iterations, local[2]"
                .formatted(rows, iterations));
    results.line("- MLlib on %s BLAS".formatted(nativeBlas ? "the system's" : "Java's own"));
    results.line("- Ours: " + settings() + "\n");
    results.head("round", "MLlib: s of fit()", "loss", "ours: s of train()", "loss", "s", "loss");
    List<Double> ratios = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      Result theirs = Result.of(child("mllib"));
      Result ours = Result.of(child("lockstep"));
      ratios.add(ours.seconds / theirs.seconds);
      results.row(
          round,
          "%.2f (%d iterations)".formatted(theirs.seconds, theirs.iterations),
          "%.6f".formatted(theirs.loss),
          "%.2f (%d iterations)".formatted(ours.seconds, ours.iterations),
          "%.6f".formatted(ours.loss),
          "%.3f".formatted(ours.seconds / theirs.seconds),
          "%.4f".formatted(ours.loss / theirs.loss));
    }
    results.line("\nOurs takes %s of MLlib's time.".formatted(Median.of(ratios).withSpread(3)));
    results.write();
    return 0;
  }

  /** The same benchmark in another JVM, for one of the two. */
  private JobRun child(String contender) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    if (!nativeBlas) {
      command.add("-Ddev.ludovic.netlib.blas.nativeLib=none");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), getClass().getName()));
    command.addAll(List.of("--one", contender, "--data", data, "--rows", String.valueOf(rows)));
    command.addAll(List.of("--iterations", String.valueOf(iterations)));
    command.addAll(List.of("--batch-size", String.valueOf(batchSize)));
    return JobRun.of(new ProcessBuilder(command), Files.createTempFile("lbfgs", ".err"));
  }

  /** Prints a line: seconds, loss, iterations. */
  private int trainHere() throws IOException {
    try (JavaSparkContext spark = BenchmarkSpark.local(2)) {
      MnistData mnist = MnistData.open(spark, data).withRows(rows);
      Result result = one.equals("lockstep") ? ours(spark, mnist) : theirs(spark, mnist);
      System.out.println(result.seconds + " " + result.loss + " " + result.iterations);
    }
    return 0;
  }

  private Result theirs(JavaSparkContext spark, MnistData mnist) {
    Dataset<Row> cached = MllibBenchmark.cached(spark, mnist.train().rows(2));
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
    classifier.fit(cached);
    long began = System.nanoTime();
    MultilayerPerceptronClassificationModel model = classifier.fit(cached);
    double seconds = (System.nanoTime() - began) / 1e9;
    Parameters end = new Parameters(topology());
    end.readRows(DoubleBuffer.wrap(model.weights().toArray()), 0, topology().rows());
    try (PackedDataset packed = mnist.packTrain(batchSize, 2)) {
      SparkRun run =
          SparkRun.inFileOrder(spark, packed, PackedDataset.none("test", packed), Blas.EXACT);
      SetScore score = new TreeAggregation(run).evaluate(end).get(0);
      return new Result(seconds, score.score().meanLoss(), model.summary().totalIterations());
    }
  }

  private Result ours(JavaSparkContext spark, MnistData mnist) {
    Trainer trainer = new Trainer(spark, settings(), 2);
    trainer.train(mnist.train(), Optional.empty());
    long began = System.nanoTime();
    TrainingRun run = trainer.train(mnist.train(), Optional.empty());
    double seconds = (System.nanoTime() - began) / 1e9;
    int last = run.history().size() - 1;
    return new Result(seconds, run.history().get(last).train().meanLoss(), last);
  }
}
