package dev.lockstep.cli;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.Evaluator;
import dev.lockstep.evaluate.Metric;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.OutputFolder;
import dev.lockstep.io.OutputKind;
import dev.lockstep.linalg.Blas;
import dev.lockstep.model.Environment;
import dev.lockstep.model.Provenance;
import dev.lockstep.model.TrainedModel;
import dev.lockstep.option.Choice;
import dev.lockstep.option.Setting;
import dev.lockstep.option.Values;
import dev.lockstep.report.EvaluationJson;
import dev.lockstep.report.EvaluationSection;
import dev.lockstep.report.EvaluationSource;
import dev.lockstep.report.EvaluationTable;
import dev.lockstep.report.html.HtmlReport;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.RowSource;
import dev.lockstep.rows.idx.IdxFolder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/** {@code evaluate}: tries a model on rows with labels. */
record EvaluateCommand(CommandContext context) {
  private static final String NAME = "evaluate";

  private static final OutputKind FOLDER =
      new OutputKind(
          "evaluation",
          "evaluation.json",
          name ->
              EvaluationSection.FILES.contains(name)
                  || List.of(LoadedModel.LEFT_OUT, "report.html").contains(name),
          "");

  /** Which images of a folder: those that a model was trained on, or the others. */
  private enum Part implements Choice {
    TEST,
    TRAIN
  }

  private static final Setting<Path> DATA =
      Setting.optional(
          "data",
          Arguments.PATHS,
          "Folder with IDX files (of several sets one: how its files' names begin), or a table: a"
              + " file, a folder of parts or a pattern; gzipped or plain. Default: data/mnist.");

  private static final Setting<Part> SPLIT =
      new Setting<>(
          "split",
          Values.choice(List.of(Part.values())).called("SET"),
          Part.TEST,
          "Which set of a folder of IDX files: test or train.");

  private static final Setting<Double> FAIL_UNDER =
      Setting.optional(
          "fail-under",
          Values.real().within(x -> x >= 0 && x <= 1, "0 to 1"),
          "Exit with 1 if the accuracy is below X, 0 to 1; the folder is written all the same.");

  static Command of(CommandContext context) {
    return new Command(
        NAME,
        "--model FOLDER ",
        "Tries a model on rows with labels, prints a table and writes a folder.",
        List.of(List.of(DATA), DataOptions.ALL, List.of(SPLIT, FAIL_UNDER), LoadedModel.OPTIONS),
        new EvaluateCommand(context)::run);
  }

  private int run(Arguments arguments) throws IOException {
    Path data = arguments.find(DATA).orElseGet(context::mnist);
    LoadedModel use = LoadedModel.of(NAME, arguments);
    if (arguments.has(FAIL_UNDER)
        && !use.model().parameters().topology().output().learnsClasses()) {
      throw new InvalidInputException(
          FAIL_UNDER.name(), "is for the accuracy, and the model has no classes. Leave it out.");
    }
    try (OutputFolder<?> out = use.prepareFolder(FOLDER);
        StartingSpark starting = StartingSpark.with(context, use.conf());
        RowSource rows = find(data, use, arguments)) {
      JavaSparkContext spark = starting.get();
      Dataset read = use.read(rows, spark);
      EvaluationSource source =
          new EvaluationSource(
              use.path(),
              use.model().parameters().sha256(),
              use.network(),
              data.toString(),
              rows.areImages() ? arguments.get(SPLIT).label() : "",
              read.info().sha256(),
              use.understood(read));
      announce(source, read, use.blas());
      TrainedModel model = use.model();
      Evaluation evaluation =
          new Evaluator(spark, use.blas(), use.partitions(spark))
              .evaluate(model.parameters(), model.scaling(), model.labels(), read);
      write(out, evaluation, source, model.provenance());
      LoadedModel.writeLeftOut(read, out);
      context.out().print(EvaluationTable.of(evaluation));
      context.out().flush();
      context.say("Evaluation folder: %s".formatted(out.complete()));
      return judge(evaluation, arguments.find(FAIL_UNDER));
    }
  }

  private static RowSource find(Path data, LoadedModel use, Arguments arguments) {
    boolean isTest = arguments.get(SPLIT) == Part.TEST;
    RowSource rows =
        new DataOptions(arguments, DATA)
            .open(
                data,
                true,
                use,
                files -> IdxFolder.images(data.toString(), files, isTest, use.hadoop()));
    if (!rows.areImages() && arguments.has(SPLIT)) {
      throw new InvalidInputException(
          SPLIT.name(), "is for folders of IDX files, the data are a table. Leave it out.");
    }
    return rows;
  }

  private void announce(EvaluationSource source, Dataset rows, Blas blas) {
    context.say(
        "Evaluating %s (%s) on %s: %d rows%s; BLAS: %s."
            .formatted(
                source.model(),
                source.network(),
                source.data(),
                rows.size(),
                DataOptions.skipped(rows),
                blas.kernel()));
    Announcement.of(source.understood()).forEach(context::say);
  }

  private static void write(
      OutputFolder<?> out, Evaluation evaluation, EvaluationSource source, Provenance origin)
      throws IOException {
    Environment environment = Environment.here(org.apache.spark.package$.MODULE$.SPARK_VERSION());
    out.write(FOLDER.marker(), EvaluationJson.of(evaluation, source, environment.lockstep()));
    EvaluationSection.of(evaluation).forEach(section -> section.files().forEach(out::write));
    out.write("report.html", HtmlReport.ofEvaluation(evaluation, source, environment, origin));
  }

  /** The exit code; the last line on standard error is the first metric in either case. */
  private int judge(Evaluation evaluation, Optional<Double> least) {
    Metric metric = Metric.in(evaluation).get(0);
    String key = metric.key(evaluation);
    double value = metric.of(evaluation);
    boolean failed = value < least.orElse(Double.NEGATIVE_INFINITY);
    if (failed) {
      context.say("The %s %s is below --fail-under %s.".formatted(key, value, least.get()));
    }
    context.say("%s=%s".formatted(key, value));
    return failed ? ErrorReport.FAILURE : 0;
  }
}
