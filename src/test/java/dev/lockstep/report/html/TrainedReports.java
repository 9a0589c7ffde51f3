package dev.lockstep.report.html;

import dev.lockstep.LocalSpark;
import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.Evaluator;
import dev.lockstep.evaluate.importance.PermutationImportance;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.RawColumns;
import dev.lockstep.scale.ScaleKind;
import dev.lockstep.scale.Scaling;
import dev.lockstep.scale.SourceColumn;
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
  private static final int REPEATS = 5;

  private static final List<SourceColumn> COLUMNS =
      List.of(
          new SourceColumn(
              "rooms",
              SourceColumn.Type.NUMBER,
              "",
              0,
              1,
              0,
              null,
              0.01,
              1.154,
              List.of(),
              List.of()),
          new SourceColumn(
              "passenger_id",
              SourceColumn.Type.IGNORED,
              "as many words as rows",
              1,
              1,
              0,
              null,
              null,
              null,
              List.of(),
              List.of()),
          new SourceColumn(
              "a_name_of_sixty_letters_without_any_blank_in_it_that_says_it_all",
              SourceColumn.Type.CATEGORY,
              "",
              1,
              2,
              0,
              null,
              null,
              null,
              List.of("<em>female</em>"),
              List.of()),
          new SourceColumn(
              "distance to the next station, in metres, along the road",
              SourceColumn.Type.NUMBER,
              "",
              2,
              3,
              0,
              null,
              1234.5,
              67.8,
              List.of(),
              List.of()));

  private static final Scaling SCALING =
      Scaling.of(
          ScaleKind.NONE,
          new Columns("", List.of()).madeOf(COLUMNS, RawColumns.Missing.MEAN),
          new double[0],
          new double[0]);

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
            .evaluate(run.parameters(), SCALING, run.labels(), test);
    PermutationImportance importance =
        new PermutationImportance(LocalSpark.spark(), settings.blas(), 2, 1, REPEATS);
    return new TrainedReports(
        run, evaluation.with(importance.of(run.parameters(), SCALING, test, evaluation)));
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
        SCALING,
        SampleReports.MACHINE,
        "local[2]",
        22.104,
        Optional.of(evaluation));
  }
}
