package dev.lockstep.cli;

import dev.lockstep.config.Settings;
import dev.lockstep.io.OutputFolder;
import dev.lockstep.io.OutputKind;
import dev.lockstep.linalg.Blas;
import dev.lockstep.model.ModelFolder;
import dev.lockstep.model.TrainedModel;
import dev.lockstep.option.Setting;
import dev.lockstep.option.Values;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.LeftOut;
import dev.lockstep.rows.RowSource;
import dev.lockstep.rows.Understood;
import dev.lockstep.rows.columns.ColumnEncoder;
import dev.lockstep.scale.ScaleKind;
import dev.lockstep.scale.Scaling;
import dev.lockstep.train.ExecutorSlots;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.commons.text.StringEscapeUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What {@code evaluate} and {@code predict} have in common, all of it found before Spark starts.
 *
 * @param command the name of the command
 * @param arguments its options
 * @param conf starts Spark
 * @param hadoop how files are reached
 * @param model the model
 */
record LoadedModel(
    String command, Arguments arguments, SparkConf conf, Configuration hadoop, TrainedModel model) {
  private static final Setting<Path> MODEL =
      Setting.optional(
          "model",
          Arguments.PATHS.called("FOLDER"),
          "Folder that holds model.npz and model.json, or a run folder. Required.");

  private static final Setting<Path> OUT =
      Setting.optional(
          "out",
          Arguments.PATHS.called("FOLDER"),
          "The folder to write. Default: runs/, the time and the command.");

  private static final Setting<Boolean> OVERWRITE =
      new Setting<>(
          "overwrite",
          Values.flag(),
          false,
          "Replace the result of this command that --out holds, once the new one is complete.");

  /** The file that lists the rows that were left out: readers of parts pass over such a name. */
  static final String LEFT_OUT = "_left-out.csv";

  /** The options of a command that uses a model. */
  static final List<Setting<?>> OPTIONS =
      List.of(MODEL, OUT, OVERWRITE, Settings.PARTITIONS, Settings.BLAS);

  /**
   * Reads the model.
   *
   * @throws dev.lockstep.io.InvalidInputException if there is none, or an option cannot be used
   */
  static LoadedModel of(String command, Arguments arguments) {
    Path folder = arguments.require(MODEL);
    arguments.get(Settings.BLAS).products(); // fails here if this JVM has none
    SparkConf conf = StartingSpark.conf(command);
    Configuration hadoop = StartingSpark.hadoop(conf);
    TrainedModel model = ModelFolder.read(MODEL.name(), folder, hadoop);
    return new LoadedModel(command, arguments, conf, hadoop, model);
  }

  /** Checks that a result can be written, and where. */
  OutputFolder<?> prepareFolder(OutputKind kind) {
    Path out = arguments.find(OUT).orElseGet(() -> CommandContext.newFolder("-" + command));
    return OutputFolder.prepare(kind, out, hadoop, arguments.get(OVERWRITE));
  }

  /** How the user named the model. */
  String path() {
    return arguments.require(MODEL).toString();
  }

  /**
   * Reads rows that the model is used on.
   *
   * @throws dev.lockstep.io.InvalidInputException if they are bad or do not fit the model
   */
  Dataset read(RowSource rows, JavaSparkContext spark) {
    Dataset read = rows.read(spark, partitions(), model.scaling().kind().withoutLearning());
    Dataset data = ColumnEncoder.encode(read, model.columns());
    data.requireFits(model.parameters().topology().inputs(), model.labels());
    return data;
  }

  /** What rows were taken for, and a doubt where the model has learned from another kind. */
  List<Understood> understood(Dataset rows) {
    List<Understood> lines = new ArrayList<>(rows.info().understood());
    Scaling scaling = model.scaling();
    boolean areShares =
        Stream.concat(scaling.offsets().stream(), scaling.divisors().stream())
            .allMatch(number -> Math.abs(number) <= 1);
    if (rows.areImages() && scaling.kind() != ScaleKind.UNIT && areShares) {
      lines.add(
          new Understood(
              "note",
              "the model %s (--scale %s), and these are bytes, 0 to 255"
                  .formatted(
                      scaling.kind().isLearned()
                          ? "was trained on numbers of about 0 to 1"
                          : "takes numbers as they are",
                      scaling.kind())));
    }
    return lines;
  }

  /** Lists the rows that were left out, if any were. */
  static void writeLeftOut(Dataset rows, OutputFolder<?> out) {
    rows.leftOut()
        .ifPresent(
            leftOut ->
                out.write(
                    LEFT_OUT,
                    file -> {
                      file.write("row,file,line,reason\n".getBytes(StandardCharsets.UTF_8));
                      Iterator<LeftOut> each = leftOut.toLocalIterator();
                      while (each.hasNext()) {
                        file.write(line(each.next()).getBytes(StandardCharsets.UTF_8));
                      }
                    }));
  }

  private static String line(LeftOut row) {
    return "%d,%s,%d,%s\n"
        .formatted(
            row.place(),
            StringEscapeUtils.escapeCsv(row.file()),
            row.line(),
            StringEscapeUtils.escapeCsv(row.reason()));
  }

  /** Widths: {@code 784-100-50-10}. */
  String network() {
    return model.parameters().topology().toString();
  }

  /** What computes the products. */
  Blas blas() {
    return arguments.get(Settings.BLAS);
  }

  /** P, if it was given. */
  private OptionalInt partitions() {
    Optional<Integer> given = arguments.find(Settings.PARTITIONS);
    return given.isPresent() ? OptionalInt.of(given.get()) : OptionalInt.empty();
  }

  /** P: as it was given, or as many tasks as run at once, for which it waits. */
  int partitions(JavaSparkContext spark) {
    return partitions().orElseGet(() -> ExecutorSlots.await(spark));
  }
}
