package dev.lockstep.cli;

import dev.lockstep.data.IdxFolder;
import dev.lockstep.data.IdxImages;
import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.Evaluator;
import dev.lockstep.linalg.Kernel;
import dev.lockstep.model.Environment;
import dev.lockstep.model.Provenance;
import dev.lockstep.model.TrainedModel;
import dev.lockstep.report.ConfusionCsv;
import dev.lockstep.report.EvaluationJson;
import dev.lockstep.report.EvaluationSource;
import dev.lockstep.report.EvaluationTable;
import dev.lockstep.report.HtmlReport;
import dev.lockstep.report.MisclassifiedCsv;
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

/** {@code evaluate}: tries a model on images with labels. */
@Command(
    name = EvaluateCommand.NAME,
    customSynopsis =
        RootCommand.PROGRAM + " [SPARK-SUBMIT OPTIONS] evaluate --model FOLDER [OPTIONS]",
    description = "Tries a model on images with labels, prints a table and writes a folder.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = VersionLine.class)
final class EvaluateCommand implements Callable<Integer> {
  static final String NAME = "evaluate";

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      converter = OptionValue.Place.class,
      description = "Folder with the four IDX files, gzipped or plain. Default: data/mnist.")
  private Path data;

  @Option(
      names = "--split",
      paramLabel = "SET",
      converter = OptionValue.Part.Converter.class,
      description = "Which of its two sets: test or train. Default: ${DEFAULT-VALUE}.")
  private OptionValue.Part split = OptionValue.Part.TEST;

  @Option(
      names = "--fail-under",
      paramLabel = "X",
      converter = OptionValue.Share.class,
      description =
          "Exit with 1 if the accuracy is below X, 0 to 1; the folder is written all the same.")
  private double failUnder;

  @Mixin private ModelOptions options;

  private final Surroundings surroundings;

  EvaluateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Kernel kernel = options.blas().kernel();
    SparkConf conf = SparkSettings.of(NAME);
    Configuration hadoop = HadoopSettings.of(conf);
    TrainedModel model = TrainedModel.read(options.model(), hadoop);
    IdxFolder folder = IdxFolder.open(dataFolder().toString(), hadoop);
    IdxImages images = split == OptionValue.Part.TEST ? folder.testImages() : folder.trainImages();
    images.requireFits(model.parameters().topology().inputs(), model.classes());
    EvaluationSource source =
        new EvaluationSource(
            options.model().toString(),
            model.parameters().sha256(),
            model.parameters().topology().toString(),
            dataFolder().toString(),
            split.toString(),
            images.sha256());
    try (ResultFolder out =
        ResultFolder.prepare(
            ResultKind.EVALUATION, options.out(NAME), hadoop, options.overwrite())) {
      announce(source, images, kernel);
      Evaluation evaluation = evaluate(model, images, conf);
      write(out, evaluation, source, model.provenance());
      surroundings.out().print(EvaluationTable.of(evaluation));
      surroundings.out().flush();
      surroundings.err().println("Evaluation folder: " + out.complete());
      return judge(evaluation);
    }
  }

  private Path dataFolder() {
    return data != null ? data : surroundings.mnist();
  }

  private void announce(EvaluationSource source, IdxImages images, Kernel kernel) {
    surroundings
        .err()
        .printf(
            "Evaluating %s (%s) on the %s set of %s: %d rows; BLAS: %s (%s).%n",
            source.model(),
            source.network(),
            source.split(),
            source.folder(),
            images.rows(),
            kernel.name(),
            kernel.reason());
  }

  private Evaluation evaluate(TrainedModel model, IdxImages images, SparkConf conf) {
    try (JavaSparkContext spark = surroundings.spark().apply(conf)) {
      return new Evaluator(spark, options.blas(), options.partitions(spark))
          .evaluate(model.parameters(), model.classes(), images);
    }
  }

  private static void write(
      ResultFolder out, Evaluation evaluation, EvaluationSource source, Provenance origin)
      throws IOException {
    Environment environment = Environment.here(org.apache.spark.package$.MODULE$.SPARK_VERSION());
    out.write("evaluation.json", EvaluationJson.of(evaluation, source, environment.lockstep()));
    out.write("confusion.csv", ConfusionCsv.of(evaluation.confusion(), evaluation.classes()));
    out.write("misclassified.csv", MisclassifiedCsv.of(evaluation));
    out.write("report.html", HtmlReport.ofEvaluation(evaluation, source, environment, origin));
  }

  /** The exit code; the last line on standard error is the accuracy in either case. */
  private int judge(Evaluation evaluation) {
    boolean failed = evaluation.accuracy() < failUnder;
    if (failed) {
      surroundings
          .err()
          .printf("The accuracy %s is below --fail-under %s.%n", evaluation.accuracy(), failUnder);
    }
    surroundings.err().println("accuracy=" + evaluation.accuracy());
    return failed ? ErrorReport.FAILURE : 0;
  }
}
