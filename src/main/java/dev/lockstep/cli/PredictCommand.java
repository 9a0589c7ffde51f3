package dev.lockstep.cli;

import dev.lockstep.data.IdxImages;
import dev.lockstep.data.PlaceName;
import dev.lockstep.evaluate.Predictor;
import dev.lockstep.linalg.Kernel;
import dev.lockstep.model.TrainedModel;
import dev.lockstep.report.PredictionCsv;
import dev.lockstep.report.ResultFolder;
import dev.lockstep.report.ResultKind;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code predict}: classifies images without labels. */
@Command(
    name = PredictCommand.NAME,
    customSynopsis =
        RootCommand.PROGRAM
            + " [SPARK-SUBMIT OPTIONS] predict --model FOLDER --input PATH [OPTIONS]",
    description = "Classifies images without labels and writes part-*.csv files.",
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
          "IDX file of images, gzipped or plain, a folder of such files or a pattern such as"
              + " 'images/*.gz'. Required.")
  private Path input;

  @Mixin private ModelOptions options;

  private final Surroundings surroundings;

  PredictCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Kernel kernel = options.blas().kernel();
    SparkConf conf = SparkSettings.of(NAME);
    Configuration hadoop = HadoopSettings.of(conf);
    TrainedModel model = TrainedModel.read(options.model(), hadoop);
    IdxImages images = IdxImages.open(input, hadoop);
    images.requireFits(model.parameters().topology().inputs(), model.classes());
    try (ResultFolder out =
        ResultFolder.prepare(
            ResultKind.PREDICTION, options.out(NAME), hadoop, options.overwrite())) {
      announce(model, images, kernel);
      predict(model, images, out, conf);
      surroundings.err().println("Prediction folder: " + out.complete());
    }
    surroundings.err().println("rows=" + images.rows());
    return 0;
  }

  private void announce(TrainedModel model, IdxImages images, Kernel kernel) {
    surroundings
        .err()
        .printf(
            "Predicting %s with %s (%s): %d rows, %d classes; BLAS: %s (%s).%n",
            PlaceName.shown(input.toString()),
            PlaceName.shown(options.model().toString()),
            model.parameters().topology(),
            images.rows(),
            model.classes().size(),
            kernel.name(),
            kernel.reason());
  }

  private void predict(TrainedModel model, IdxImages images, ResultFolder out, SparkConf conf)
      throws IOException {
    try (JavaSparkContext spark = surroundings.spark().apply(conf)) {
      spark.setJobDescription("Prediction");
      Predictor predictor = new Predictor(spark, options.blas(), options.partitions(spark));
      PredictionCsv.write(
          predictor.predict(model.parameters(), model.classes(), images),
          model.classes(),
          out.stage(),
          spark.hadoopConfiguration());
      predictor.kernel(); // throws if there were two
    }
  }
}
