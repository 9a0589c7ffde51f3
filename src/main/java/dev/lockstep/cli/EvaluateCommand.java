package dev.lockstep.cli;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.Evaluator;
import dev.lockstep.evaluate.Metric;
import dev.lockstep.evaluate.curve.ErrorCosts;
import dev.lockstep.evaluate.importance.PermutationImportance;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.OutputFolder;
import dev.lockstep.io.OutputKind;
import dev.lockstep.linalg.Blas;
import dev.lockstep.model.Environment;
import dev.lockstep.model.TrainedModel;
import dev.lockstep.network.loss.OutputLayer;
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
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  private static final Setting<Part> SPLIT =
      new Setting<>(
          "split",
          Values.choice(List.of(Part.values())).called("SET"),
          Part.TEST,
          "Which set of a folder of IDX files: test or train.");

  private static final Setting<List<MetricLimit>> FAIL_UNDER =
      Setting.optional(
          "fail-under",
          MetricLimit.OR_ACCURACY,
          "Exit with 1 if a metric is below X, such as roc_auc=0.9, or several between commas; a"
              + " number alone is the accuracy's, 0 to 1. The folder is written all the same.");

  private static final Setting<List<MetricLimit>> FAIL_OVER =
      Setting.optional(
          "fail-over", MetricLimit.VALUES, "The same if a metric is above X, such as rmse=3.");

  private static final Setting<ErrorCosts> COST =
      Setting.optional(
          "cost",
          new Values<>("FP=X,FN=X", EvaluateCommand::costs, "such as FP=1,FN=5, both 0 or more"),
          "Two classes: what it costs to take a row of the first class for one of the second (FP),"
              + " and the reverse (FN). Default: FP=1,FN=1.");

  static Command of(CommandContext context) {
    return new Command(
        NAME,
        "--model FOLDER ",
        "Tries a model on rows with labels, prints a table and writes a folder.",
        List.of(
            List.of(DataOptions.DATA),
            DataOptions.ALL,
            List.of(SPLIT, FAIL_UNDER, FAIL_OVER, COST, ImportanceOption.REPEATS),
            LoadedModel.OPTIONS),
        new EvaluateCommand(context)::run);
  }

  private int run(Arguments arguments) throws IOException {
    Path data = arguments.find(DataOptions.DATA).orElseGet(context::mnist);
    LoadedModel use = LoadedModel.of(NAME, arguments);
    requireFits(arguments, use.model());
    try (OutputFolder<?> out = use.prepareFolder(FOLDER);
        StartingSpark starting = StartingSpark.with(context, use.conf());
        RowSource rows = find(data, use, arguments)) {
      ImportanceOption importance = ImportanceOption.of(context, arguments, rows);
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
      int partitions = use.partitions(spark);
      Evaluation scored =
          new Evaluator(spark, use.blas(), partitions)
              .withCosts(arguments.find(COST).orElse(ErrorCosts.EQUAL))
              .evaluate(model.parameters(), model.scaling(), model.labels(), read);
      int seed = model.provenance().settings().seed();
      Evaluation evaluation =
          importance.addTo(
              scored,
              model.parameters(),
              model.scaling(),
              read,
              repeats -> new PermutationImportance(spark, use.blas(), partitions, seed, repeats));
      write(out, evaluation, source, model);
      LoadedModel.writeLeftOut(read, out);
      context.out().print(EvaluationTable.of(evaluation));
      context.out().flush();
      context.say("Evaluation folder: %s".formatted(out.complete()));
      return judge(evaluation, arguments);
    }
  }

  /** Checks that what was asked for can be had of a model. */
  private static void requireFits(Arguments arguments, TrainedModel model) {
    OutputLayer output = model.parameters().topology().output();
    for (Setting<List<MetricLimit>> limits : List.of(FAIL_UNDER, FAIL_OVER)) {
      MetricLimit.require(arguments.find(limits).orElse(List.of()), limits, output, model.labels());
    }
    if (arguments.has(COST) && !Metric.of(output, model.labels()).contains(Metric.ROC_AUC)) {
      throw new InvalidInputException(
          COST.name(), "is for models of two classes, and this has others. Leave it out.");
    }
  }

  /** Of a text such as {@code FP=1,FN=5}. */
  private static ErrorCosts costs(String text) {
    Matcher costs = Pattern.compile("FP=([^,]+),FN=([^,]+)").matcher(text);
    if (!costs.matches()) {
      throw new IllegalArgumentException(text);
    }
    return new ErrorCosts(cost(costs.group(1)), cost(costs.group(2)));
  }

  private static double cost(String text) {
    double cost = Values.real().parser().apply(text);
    if (!(cost >= 0 && Double.isFinite(cost))) {
      throw new IllegalArgumentException(text);
    }
    return cost;
  }

  private static RowSource find(Path data, LoadedModel use, Arguments arguments) {
    boolean isTest = arguments.get(SPLIT) == Part.TEST;
    RowSource rows =
        new DataOptions(arguments, DataOptions.DATA)
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
    context.announce(source.understood());
  }

  private static void write(
      OutputFolder<?> out, Evaluation evaluation, EvaluationSource source, TrainedModel model)
      throws IOException {
    Environment environment = Environment.here(org.apache.spark.package$.MODULE$.SPARK_VERSION());
    out.write(FOLDER.marker(), EvaluationJson.of(evaluation, source, environment.lockstep()));
    EvaluationSection.of(evaluation).forEach(section -> section.files().forEach(out::write));
    out.write(
        "report.html",
        HtmlReport.ofEvaluation(
            evaluation, source, model.scaling(), environment, model.provenance()));
  }

  /** The exit code; the last line on standard error is the first metric in either case. */
  private int judge(Evaluation evaluation, Arguments arguments) {
    List<MetricLimit> least = arguments.find(FAIL_UNDER).orElse(List.of());
    List<MetricLimit> most = arguments.find(FAIL_OVER).orElse(List.of());
    List<String> broken = new ArrayList<>(MetricLimit.broken(least, FAIL_UNDER, true, evaluation));
    broken.addAll(MetricLimit.broken(most, FAIL_OVER, false, evaluation));
    broken.forEach(context::say);
    Metric metric = Metric.in(evaluation).get(0);
    context.say("%s=%s".formatted(metric.key(evaluation.lossName()), metric.of(evaluation)));
    return broken.isEmpty() ? 0 : ErrorReport.FAILURE;
  }
}
