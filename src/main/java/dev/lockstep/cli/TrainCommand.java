package dev.lockstep.cli;

import dev.lockstep.config.Settings;
import dev.lockstep.config.TableDefaults;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.OutputFolder;
import dev.lockstep.io.OutputKind.Existing;
import dev.lockstep.model.Checkpoint;
import dev.lockstep.model.CheckpointFolder;
import dev.lockstep.option.Setting;
import dev.lockstep.option.Values;
import dev.lockstep.train.ExecutorSlots;
import dev.lockstep.train.TrainingRun;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** {@code train}: from data to a run folder, the table on standard output. */
record TrainCommand(CommandContext context) {
  private static final String NAME = "train";

  private static final Setting<Path> OUT =
      Setting.optional(
          "out",
          Arguments.PATHS.called("FOLDER"),
          "The run folder to write. Default: runs/ and the time.");

  private static final Setting<Boolean> OVERWRITE =
      new Setting<>(
          "overwrite",
          Values.flag(),
          false,
          "Replace the run that --out holds: its checkpoints at once, the rest once the new one is complete.");

  private static final Setting<Integer> CHECKPOINT_EVERY =
      new Setting<>(
          "checkpoint-every",
          Values.wholeFrom(0),
          1,
          "Epochs from one checkpoint to the next; the last epoch always has one. 0 for none at"
              + " all.");

  private static final Setting<Boolean> RESUME =
      new Setting<>(
          "resume",
          Values.flag(),
          false,
          "Continue from the last checkpoint in --out, to the same bits as a run that was never"
              + " stopped.");

  static Command of(CommandContext context) {
    return new Command(
        NAME,
        "",
        "Trains a network, prints a line an epoch and writes a run folder. The defaults below are those"
            + " of images; a table's are those of conf/table.properties: %s."
                .formatted(TableDefaults.inWords()),
        List.of(
            List.of(DataOptions.DATA),
            DataOptions.ALL,
            TrainingData.OPTIONS,
            List.of(
                ConfigFile.OPTION,
                OUT,
                OVERWRITE,
                CHECKPOINT_EVERY,
                RESUME,
                ImportanceOption.REPEATS),
            Settings.ALL),
        new TrainCommand(context)::run);
  }

  private int run(Arguments arguments) throws IOException {
    long start = System.nanoTime();
    Path path = arguments.find(DataOptions.DATA).orElseGet(context::mnist);
    Optional<Path> test = TrainingData.test(arguments);
    Optional<Path> validation = TrainingData.validation(arguments);
    Existing existing = existing(arguments);
    SparkConf conf = StartingSpark.conf(NAME);
    Configuration hadoop = StartingSpark.hadoop(conf);
    Optional<InitialModel> initial = InitialModel.find(arguments.get(Settings.INIT_FROM), hadoop);
    if (existing != Existing.RESUME) {
      requireFit(arguments, initial); // refused before any row is read
    }
    Path out = arguments.find(OUT).orElseGet(() -> CommandContext.newFolder(""));
    try (OutputFolder<CheckpointFolder> folder =
        OutputFolder.prepare(TrainingJob.FOLDER, out, hadoop, existing, CheckpointFolder::new)) {
      Optional<Checkpoint> stopped =
          existing == Existing.RESUME
              ? Optional.of(folder.live().latest(context::say))
              : Optional.empty();
      TrainingRun run;
      try (StartingSpark starting = StartingSpark.with(context, conf);
          TrainingData found =
              new DataOptions(arguments, DataOptions.DATA)
                  .open(path, test, validation, initial, hadoop)) {
        ImportanceOption importance = ImportanceOption.of(context, arguments, found.train());
        importance.requireRows(found.isTested());
        TrainingSettings settings =
            ClassWeightFile.readIn(settings(arguments, initial, stopped, found.isTable()), hadoop);
        Room.require(settings, settings.topology(found.train().leastFeatures(), 2));
        JavaSparkContext spark = starting.get();
        int slots = ExecutorSlots.await(spark);
        TrainingData.Sets data = found.read(settings, spark, slots);
        int checkpointEvery = arguments.get(CHECKPOINT_EVERY);
        run =
            new TrainingJob(context, data, folder, checkpointEvery, importance, spark, slots, start)
                .run(stopped);
      }
      context.say("Run folder: %s".formatted(folder.complete()));
      context.say("parameters_sha256=%s".formatted(run.parameters().sha256()));
    }
    return 0;
  }

  /**
   * What becomes of a run in the folder.
   *
   * @throws InvalidInputException if two options exclude each other
   */
  private static Existing existing(Arguments arguments) {
    boolean overwrite = arguments.get(OVERWRITE);
    if (!arguments.get(RESUME)) {
      return overwrite ? Existing.REPLACE : Existing.REFUSE;
    }
    if (overwrite) {
      throw new InvalidInputException(
          "--resume continues a run, --overwrite replaces it. Give only one of them.");
    }
    if (!arguments.has(OUT)) {
      throw new InvalidInputException(
          RESUME.name(), "needs the folder of the run to continue: --out.");
    }
    return Existing.RESUME;
  }

  /** Whether anything is said of what labels are that the model's output layer does not say. */
  private static boolean saysTask(Arguments arguments, InitialModel model) {
    return Stream.of(Settings.TASK, Settings.HEAD, Settings.LOSS).anyMatch(arguments::has)
        || (arguments.has(Settings.CLASS_WEIGHT) && !model.learnsClasses());
  }

  /**
   * Checks that the options fit each other, for images at least or for tables, which differ in
   * their defaults.
   *
   * @throws InvalidInputException if they fit neither
   */
  private static void requireFit(Arguments arguments, Optional<InitialModel> initial) {
    try {
      settings(arguments, initial, Optional.empty(), true);
    } catch (InvalidInputException e) {
      settings(arguments, initial, Optional.empty(), false);
    }
  }

  /** The settings; a resumed run keeps its K, and a model its network, where none is given. */
  private static TrainingSettings settings(
      Arguments arguments,
      Optional<InitialModel> initial,
      Optional<Checkpoint> stopped,
      boolean ofTable) {
    TrainingSettings byDefault =
        ofTable
            ? TableDefaults.before(arguments.find(Settings.OPTIMIZER))
            : TrainingSettings.tutorial();
    TrainingSettings start =
        stopped
            .map(checkpoint -> byDefault.withBlocks(checkpoint.settings().blocks(), 0))
            .orElse(byDefault);
    TrainingSettings settings =
        arguments.settings(
            initial.map(model -> model.network(start, !saysTask(arguments, model))).orElse(start));
    settings.blas().products(); // fails here if this JVM has none
    if (!TrainingData.areValidated(arguments)) {
      settings.requireUnvalidated();
    }
    return settings;
  }
}
