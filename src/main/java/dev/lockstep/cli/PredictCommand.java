package dev.lockstep.cli;

import dev.lockstep.evaluate.Predictor;
import dev.lockstep.io.DisplayPath;
import dev.lockstep.model.TrainedModel;
import dev.lockstep.report.PredictionCsv;
import dev.lockstep.report.ResultFolder;
import dev.lockstep.report.ResultKind;
import dev.lockstep.rows.Examples;
import dev.lockstep.rows.idx.IdxImages;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code predict}: classifies rows without labels. */
@Command(
    name = PredictCommand.NAME,
    customSynopsis =
        RootCommand.PROGRAM
            + " [SPARK-SUBMIT OPTIONS] predict --model FOLDER --input PATH [OPTIONS]",
    description = "Classifies rows, whose labels are not needed, and writes part-*.csv files.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = VersionLine.class)
final class PredictCommand implements Callable<Integer> {
  static final String NAME = "predict";

  @Option(
      names = "--input",
      paramLabel = "PATH",
      required = true,
      converter = OptionValue.Place.class,
      description =
          "IDX images or a table, gzipped or plain: a file, a folder of nothing else or a pattern"
              + " such as 'images/*.gz'. Required.")
  private Path input;

  @Mixin private DataOptions reading;

  @Mixin private ModelOptions options;

  private final Surroundings surroundings;

  PredictCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    ModelInUse use = ModelInUse.of(NAME, options);
    long count;
    try (ResultFolder out =
        ResultFolder.prepare(
            ResultKind.PREDICTION, options.out(NAME), use.hadoop(), options.overwrite())) {
      try (StartingSpark starting = StartingSpark.with(surroundings, use.conf());
          ModelRows rows =
              ModelRows.find(
                  input, reading, false, use, () -> IdxImages.open(input, use.hadoop()))) {
        JavaSparkContext spark = starting.get();
        Examples examples = rows.read(spark, options.partitions());
        count = examples.rows();
        announce(use, examples);
        predict(use.model(), examples, out, spark);
      }
      surroundings.err().println("Prediction folder: " + out.complete());
    }
    surroundings.err().println("rows=" + count);
    return 0;
  }

  private void announce(ModelInUse use, Examples examples) {
    surroundings
        .err()
        .printf(
            "Predicting %s with %s (%s): %d rows%s, %d classes; BLAS: %s.%n",
            DisplayPath.shown(input.toString()),
            DisplayPath.shown(options.model().toString()),
            use.network(),
            examples.rows(),
            DataOptions.skipped(examples),
            use.model().classes().size(),
            use.blas().label());
  }

  private void predict(
      TrainedModel model, Examples examples, ResultFolder out, JavaSparkContext spark)
      throws IOException {
    spark.setJobDescription("Prediction");
    Predictor predictor = new Predictor(spark, options.blas(), options.partitions(spark));
    PredictionCsv.write(
        predictor.predict(model.parameters(), model.scaling(), model.classes(), examples),
        model.classes(),
        out.stage(),
        spark.hadoopConfiguration());
  }
}
