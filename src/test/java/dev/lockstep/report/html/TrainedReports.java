package dev.lockstep.report.html;

import dev.lockstep.LocalSpark;
import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.Evaluator;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.train.Trainer;
import dev.lockstep.train.TrainingRun;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vectors;

/** Small trainings of each task, to be reported on. */
record TrainedReports(TrainingRun run, Evaluation evaluation) {
  private static final int FEATURES = 3;

  /** Two targets of very different sizes, of which one is noisier the greater it is. */
  static TrainedReports ofNumbers() {
    return of(
        "regress",
        (x, random) -> {
          double price = 40 + 12 * x[0] + 6 * StrictMath.sin(3 * x[1]) + random.nextGaussian();
          double area = 2e6 + 3e5 * x[2] + 5e4 * (3 + x[2]) * random.nextGaussian();
          return price + "," + area;
        });
  }

  /** Two classes that lie over each other, one of them the rarer. */
  static TrainedReports ofTwoClasses() {
    return of(
        "classify",
        (x, random) -> x[0] + x[1] * x[2] + random.nextGaussian() > 1 ? "ill" : "healthy");
  }

  private static TrainedReports of(String task, BiFunction<double[], Random, String> label) {
    Dataset train = dataset("train", 1_500, 1, label);
    Dataset test = dataset("test", 700, 2, label);
    TrainingSettings settings =
        TrainingSettings.tutorial()
            .withText(Settings.TASK, task)
            .withHidden(12)
            .withLearningRate(0.05)
            .withBatchSize(20)
            .withEpochs(30)
            .with(Settings.PATIENCE, 5);
    TrainingRun run =
        new Trainer(LocalSpark.spark(), settings)
            .validatedOn(dataset("validation", 300, 3, label))
            .train(train, test);
    Evaluation evaluation =
        new Evaluator(LocalSpark.spark(), settings.blas(), 2)
            .evaluate(run.parameters(), test.defaultScaling(), run.labels(), test);
    return new TrainedReports(run, evaluation);
  }

  private static Dataset dataset(
      String name, int rows, long seed, BiFunction<double[], Random, String> label) {
    Random random = new Random(seed);
    List<LabeledVector> vectors =
        IntStream.range(0, rows)
            .mapToObj(
                i -> {
                  double[] x = random.doubles(FEATURES, -2, 2).toArray();
                  return new LabeledVector(i, label.apply(x, random), Vectors.dense(x));
                })
            .toList();
    return Dataset.of(name, LocalSpark.spark().parallelize(vectors, 3));
  }

  /** The page of the training. */
  String training() {
    return HtmlReport.ofTraining(
        run,
        SampleReports.source("data/houses"),
        SampleReports.MACHINE,
        "local[2]",
        22.104,
        Optional.of(evaluation));
  }
}
