package dev.lockstep.cli;

import dev.lockstep.evaluate.Predictor;
import dev.lockstep.io.MessageText;
import dev.lockstep.io.OutputFolder;
import dev.lockstep.io.OutputKind;
import dev.lockstep.model.TrainedModel;
import dev.lockstep.option.Setting;
import dev.lockstep.report.PredictionCsv;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.RowSource;
import dev.lockstep.rows.idx.IdxImages;
import dev.lockstep.rows.text.TableOptions;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/** {@code predict}: classifies rows without labels. */
record PredictCommand(CommandContext context) {
  private static final String NAME = "predict";

  private static final OutputKind FOLDER =
      new OutputKind(
          "prediction",
          "_SUCCESS",
          name -> name.equals(LoadedModel.LEFT_OUT) || PredictionCsv.isPart(name),
          "");

  private static final Setting<Path> INPUT =
      Setting.optional(
          "input",
          Arguments.PATHS,
          "IDX images or a table, gzipped or plain: a file, a folder of nothing else or a pattern"
              + " such as 'images/*.gz'. Required.");

  static Command of(CommandContext context) {
    return new Command(
        NAME,
        "--model FOLDER --input PATH ",
        "Classifies rows, whose labels are not needed, and writes part-*.csv files.",
        List.of(List.of(INPUT), DataOptions.ALL, List.of(TableOptions.KEEP), LoadedModel.OPTIONS),
        new PredictCommand(context)::run);
  }

  private int run(Arguments arguments) throws IOException {
    Path input = arguments.require(INPUT);
    LoadedModel use = LoadedModel.of(NAME, arguments);
    long count;
    try (OutputFolder<?> out = use.prepareFolder(FOLDER)) {
      try (StartingSpark starting = StartingSpark.with(context, use.conf());
          RowSource rows =
              new DataOptions(arguments, INPUT)
                  .open(input, false, use, files -> IdxImages.open(input, use.hadoop()))) {
        JavaSparkContext spark = starting.get();
        Dataset read = use.read(rows, spark);
        count = read.size();
        announce(input, use, read);
        predict(use, read, rows.kept(), out, spark);
        LoadedModel.writeLeftOut(read, out);
      }
      context.say("Prediction folder: %s".formatted(out.complete()));
    }
    context.say("rows=%d".formatted(count));
    return 0;
  }

  private void announce(Path input, LoadedModel use, Dataset rows) {
    context.say(
        "Predicting %s with %s (%s): %d rows%s, %s; BLAS: %s."
            .formatted(
                MessageText.path(input.toString()),
                MessageText.path(use.path()),
                use.network(),
                rows.size(),
                DataOptions.skipped(rows),
                use.model().labels().summary(),
                use.blas().kernel()));
    context.announce(use.understood(rows));
  }

  private static void predict(
      LoadedModel use, Dataset rows, List<String> kept, OutputFolder<?> out, JavaSparkContext spark)
      throws IOException {
    spark.setJobDescription("Prediction");
    TrainedModel model = use.model();
    Predictor predictor = new Predictor(spark, use.blas(), use.partitions(spark));
    PredictionCsv.write(
        predictor.predict(model.parameters(), model.scaling(), model.labels(), rows),
        model.labels(),
        kept,
        out.stage(),
        spark.hadoopConfiguration());
  }
}
