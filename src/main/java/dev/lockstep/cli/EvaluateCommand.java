package dev.lockstep.cli;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.Evaluator;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.linalg.Blas;
import dev.lockstep.model.Environment;
import dev.lockstep.model.Provenance;
import dev.lockstep.model.TrainedModel;
import dev.lockstep.report.ConfusionCsv;
import dev.lockstep.report.EvaluationJson;
import dev.lockstep.report.EvaluationSource;
import dev.lockstep.report.EvaluationTable;
import dev.lockstep.report.MisclassifiedCsv;
import dev.lockstep.report.ResultFolder;
import dev.lockstep.report.ResultKind;
import dev.lockstep.report.html.HtmlReport;
import dev.lockstep.rows.Examples;
import dev.lockstep.rows.idx.IdxFolder;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evaluate}: tries a model on rows with labels. */
@Command(
    name = EvaluateCommand.NAME,
    customSynopsis =
        RootCommand.PROGRAM + " [SPARK-SUBMIT OPTIONS] evaluate --model FOLDER [OPTIONS]",
    description = "Tries a model on rows with labels, prints a table and writes a folder.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = VersionLine.class)
final class EvaluateCommand implements Callable<Integer> {
  static final String NAME = "evaluate";

  @Option(
      names = "--data",
      paramLabel = "PATH",
      converter = OptionValue.Place.class,
      description =
          "Folder with IDX files, or a table: a file, a folder of parts or a pattern; gzipped or"
              + " plain. Default: data/mnist.")
  private Path data;

  @Mixin private DataOptions reading;

  @Option(
      names = "--split",
      paramLabel = "SET",
      converter = OptionValue.Part.Converter.class,
      description = "Which set of a folder of IDX files: test or train. Default: test.")
  private OptionValue.Part split;

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
    ModelInUse use = ModelInUse.of(NAME, options);
    try (ResultFolder out =
            ResultFolder.prepare(
                ResultKind.EVALUATION, options.out(NAME), use.hadoop(), options.overwrite());
        StartingSpark starting = StartingSpark.with(surroundings, use.conf());
        ModelRows rows = find(use)) {
      JavaSparkContext spark = starting.get();
      Examples examples = rows.read(spark, options.partitions());
      EvaluationSource source = source(use, examples);
      announce(source, examples, use.blas());
      TrainedModel model = use.model();
      Evaluation evaluation =
          new Evaluator(spark, options.blas(), options.partitions(spark))
              .evaluate(model.parameters(), model.scaling(), model.classes(), examples);
      write(out, evaluation, source, model.provenance());
      surroundings.out().print(EvaluationTable.of(evaluation));
      surroundings.out().flush();
      surroundings.err().println("Evaluation folder: " + out.complete());
      return judge(evaluation);
    }
  }

  private ModelRows find(ModelInUse use) {
    ModelRows rows =
        ModelRows.find(
            place(),
            reading,
            true,
            use,
            () ->
                IdxFolder.images(
                    place().toString(), part() == OptionValue.Part.TEST, use.hadoop()));
    if (!rows.areImages() && split != null) {
      throw new InvalidInputException(
          "--split is for folders of IDX files, the data are a table. Leave it out.");
    }
    return rows;
  }

  /** All of a table is tried. */
  private OptionValue.Part part() {
    return split != null ? split : OptionValue.Part.TEST;
  }

  private Path place() {
    return data != null ? data : surroundings.mnist();
  }

  private EvaluationSource source(ModelInUse use, Examples examples) {
    return new EvaluationSource(
        options.model().toString(),
        use.model().parameters().sha256(),
        use.network(),
        place().toString(),
        part().toString(),
        examples.sha256());
  }

  private void announce(EvaluationSource source, Examples examples, Blas blas) {
    surroundings
        .err()
        .printf(
            "Evaluating %s (%s) on the %s set of %s: %d rows%s; BLAS: %s.%n",
            source.model(),
            source.network(),
            source.split(),
            source.folder(),
            examples.rows(),
            DataOptions.skipped(examples),
            blas.label());
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
