package dev.lockstep.cli;

import dev.lockstep.aggregate.DivergedException;
import dev.lockstep.config.EpochMetric;
import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.Evaluator;
import dev.lockstep.evaluate.importance.PermutationImportance;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import dev.lockstep.io.NotWrittenException;
import dev.lockstep.io.OutputFolder;
import dev.lockstep.io.OutputKind;
import dev.lockstep.linalg.Blas;
import dev.lockstep.model.Checkpoint;
import dev.lockstep.model.CheckpointFolder;
import dev.lockstep.model.CheckpointWriter;
import dev.lockstep.model.DataProvenance;
import dev.lockstep.model.Environment;
import dev.lockstep.model.ModelFolder;
import dev.lockstep.model.Provenance;
import dev.lockstep.model.TrainedModel;
import dev.lockstep.network.SetScore;
import dev.lockstep.network.Topology;
import dev.lockstep.report.EpochTable;
import dev.lockstep.report.HistoryCsv;
import dev.lockstep.report.PythonFormat;
import dev.lockstep.report.RunJson;
import dev.lockstep.report.html.HtmlReport;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.Understood;
import dev.lockstep.scale.Scaling;
import dev.lockstep.train.Ending;
import dev.lockstep.train.EpochResult;
import dev.lockstep.train.Trainer;
import dev.lockstep.train.TrainingListener;
import dev.lockstep.train.TrainingRun;
import dev.lockstep.train.TrainingState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * One run of {@code train}, from the data sets to the run folder.
 *
 * @param context gets table and messages
 * @param data what to learn from
 * @param folder gets the files
 * @param checkpointEvery the number of epochs from one checkpoint to the next, 0 for none
 * @param importance of columns, for the report
 * @param spark runs the jobs
 * @param slots how many tasks run at once
 * @param start when the command started, by {@link System#nanoTime}
 */
record TrainingJob(
    CommandContext context,
    TrainingData.Sets data,
    OutputFolder<CheckpointFolder> folder,
    int checkpointEvery,
    ImportanceOption importance,
    JavaSparkContext spark,
    int slots,
    long start) {
  /** What it leaves behind. */
  static final OutputKind FOLDER =
      new OutputKind(
          "run",
          "run.json",
          Set.of(ModelFolder.IN_RUN, "history.csv", "report.html")::contains,
          "checkpoints");

  /**
   * Trains and writes the files of the run, for {@link OutputFolder#complete} to put into place.
   *
   * @param stopped where to continue, if not from fresh weights
   * @return what was learned
   * @throws InvalidInputException if the data do not fit the settings or the checkpoint
   */
  TrainingRun run(Optional<Checkpoint> stopped) {
    stopped.ifPresent(checkpoint -> checkpoint.requireFits(settings(), data.source()));
    Scaling scaling = data.scaling();
    TrainingRun run = train(stopped.map(Checkpoint::state), scaling);
    if (!isComplete(run)) {
      Optional<Evaluation> evaluation = data.test().flatMap(test -> evaluate(run, scaling, test));
      write(run, scaling, evaluation);
      sayHowItEnded(run);
    }
    return run;
  }

  private TrainingSettings settings() {
    return data.settings();
  }

  private void announce(Topology topology, Labels labels) {
    DataProvenance source = data.source();
    context.say(
        "Training %s on %s: %d rows, %s to test, %s%s; blocks: %d, partitions: %s, BLAS: %s."
            .formatted(
                topology,
                source.folder(),
                source.trainRows(),
                source.testRows() == 0 ? "none" : source.testRows(),
                source.validationRows() == 0
                    ? ""
                    : "%d to validate, ".formatted(source.validationRows()),
                labels.summary(),
                settings().blocks(),
                partitions(),
                settings().blas().kernel()));
    Stream<Understood> recipe = Stream.of(Recipe.of(settings(), source), Recipe.epochs(settings()));
    context.announce(Stream.concat(source.understood().stream(), recipe).toList());
    folder.live().last().ifPresent(last -> context.say("Resuming from %s.".formatted(last)));
  }

  /** Why training ended and what was kept, where that is not all epochs and the last. */
  private void sayHowItEnded(TrainingRun run) {
    EpochResult last = run.last();
    String reason =
        switch (run.ending()) {
          case EPOCHS -> "that many were asked for";
          case PATIENCE ->
              "the last %d were not better".formatted(settings().get(Settings.PATIENCE));
          case TIME -> "they were to take %d s".formatted(settings().get(Settings.MAX_SECONDS));
          case NO_STEP -> "no step makes the objective smaller";
        };
    if (run.isBestKept() || run.ending() == Ending.PATIENCE || run.ending() == Ending.TIME) {
      context.say(
          "Training ended after epoch %d of %d: %s. Kept: epoch %d%s."
              .formatted(last.epoch(), settings().epochs(), reason, run.kept(), value(run)));
    }
  }

  /** What the validation set says of the epoch that is kept. */
  private String value(TrainingRun run) {
    if (data.validation().isEmpty()) {
      return "";
    }
    EpochMetric metric = settings().get(Settings.MONITOR);
    double value = metric.value().applyAsDouble(run.result().of(SetScore.VALID));
    return run.isBestKept() && Double.isNaN(value)
        ? ", the last, since no epoch has a valid %s".formatted(metric.name())
        : ", valid %s %s".formatted(metric.name(), PythonFormat.fixed(value, 0, 5));
  }

  /** P, and why it is fewer than could run at once. */
  private String partitions() {
    int partitions = settings().partitionsFor(slots);
    if (partitions >= slots) {
      return String.valueOf(partitions);
    }
    String reason =
        settings().partitions() > 0
            ? "--partitions"
            : "a mini-batch has %d blocks; --blocks".formatted(settings().blocks());
    return "%d of %d cores (%s)".formatted(partitions, slots, reason);
  }

  private TrainingRun train(Optional<TrainingState> state, Scaling scaling) {
    EpochTable table = new EpochTable(context.out());
    state.ifPresent(stopped -> stopped.history().forEach(table::epochDone));
    Trainer fresh = new Trainer(spark, settings(), slots).scaledBy(scaling);
    Trainer started =
        data.initial().map(InitialModel::start).map(fresh::startingFrom).orElse(fresh);
    Trainer trainer = data.validation().map(started::validatedOn).orElse(started);
    try (Progress progress = Progress.of(context, settings().epochs());
        CheckpointWriter checkpoints =
            new CheckpointWriter(folder.live(), checkpointEvery, settings(), data.source())) {
      TrainingListener notices =
          new TrainingListener() {
            private boolean isPacked;

            @Override
            public void begins(Topology topology, Labels labels) {
              Room.require(settings(), topology);
              announce(topology, labels);
            }

            @Override
            public void notice(String line) {
              context.say(line);
            }

            @Override
            public void epochDone(EpochResult result) {
              if (!isPacked) {
                isPacked = true;
                data.release().run();
              }
            }
          };
      TrainingListener[] listeners = {progress, table, checkpoints, notices};
      return state.isPresent()
          ? trainer.resume(state.get(), data.train(), data.test(), listeners)
          : trainer.train(data.train(), data.test(), listeners);
    } catch (DivergedException e) {
      throw folder.live().last().map(last -> e.keeping(last)).orElse(e);
    } catch (Exception e) { // Spark throws its SparkException past the compiler
      sayWhatIsLeft(e);
      throw e;
    }
  }

  /** After a failure of the cluster a checkpoint is of use; other messages name it themselves. */
  private void sayWhatIsLeft(Exception e) {
    if (InvalidInputException.in(e).isEmpty() && !(e instanceof NotWrittenException)) {
      folder
          .live()
          .last()
          .ifPresent(
              last ->
                  context.say(
                      "The run has failed. Continue from %s with --resume.".formatted(last)));
    }
  }

  /** Whether the folder holds this run already, since no more epochs were asked for. */
  private boolean isComplete(TrainingRun run) {
    int done = run.history().size() - 1;
    boolean nothingDone =
        !run.resumedFrom().isEmpty() && run.resumedFrom().get(run.resumedFrom().size() - 1) == done;
    if (!nothingDone || !folder.holds(RunJson.marks(run))) {
      return false;
    }
    context.say(
        done == settings().epochs()
            ? "All %d epochs are done already. Ask for more with --epochs.".formatted(done)
            : "The run has ended there before, and is left as it is.");
    return true;
  }

  /** For the report alone: if it fails, the run is kept all the same. */
  private Optional<Evaluation> evaluate(TrainingRun run, Scaling scaling, Dataset test) {
    try {
      Blas blas = settings().blas();
      Evaluation evaluation =
          new Evaluator(spark, blas, run.partitions())
              .evaluate(run.parameters(), scaling, run.labels(), test);
      return Optional.of(
          importance.addTo(
              evaluation,
              run.parameters(),
              scaling,
              test,
              repeats ->
                  new PermutationImportance(
                      spark, blas, run.partitions(), settings().seed(), repeats)));
    } catch (Exception e) { // Spark throws its SparkException past the compiler
      if (ShutdownHookManager.get().isShutdownInProgress()) {
        throw e;
      }
      String reason = InvalidInputException.in(e).map(Exception::getMessage).orElseGet(e::toString);
      context.say(
          "The report lacks the test set, on which the evaluate command can report: %s"
              .formatted(MessageText.firstLine(reason)));
      return Optional.empty();
    }
  }

  private void write(TrainingRun run, Scaling scaling, Optional<Evaluation> evaluation) {
    DataProvenance source = data.source();
    Environment environment = Environment.here(spark.version());
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Provenance provenance =
        new Provenance(now, settings(), source, settings().blas().kernel(), environment);
    TrainedModel model = new TrainedModel(run.parameters(), run.labels(), scaling, provenance);
    double seconds = (System.nanoTime() - start) / 1e9;
    String json = RunJson.of(run, source, environment, spark.master(), seconds);
    model.write((name, contents) -> folder.write(ModelFolder.IN_RUN + "/" + name, contents));
    folder.write("history.csv", HistoryCsv.of(run.history()));
    folder.write(
        "report.html",
        HtmlReport.ofTraining(
            run, source, scaling, environment, spark.master(), seconds, evaluation));
    folder.write(FOLDER.marker(), json);
  }
}
