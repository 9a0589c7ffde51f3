package dev.lockstep.cli;

import dev.lockstep.aggregate.Slots;
import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.Evaluator;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.model.Checkpoint;
import dev.lockstep.model.CheckpointWriter;
import dev.lockstep.model.DataProvenance;
import dev.lockstep.model.Environment;
import dev.lockstep.model.NotWrittenException;
import dev.lockstep.model.Provenance;
import dev.lockstep.model.TrainedModel;
import dev.lockstep.network.Topology;
import dev.lockstep.report.EpochTable;
import dev.lockstep.report.HistoryCsv;
import dev.lockstep.report.RunFolder;
import dev.lockstep.report.RunJson;
import dev.lockstep.report.html.HtmlReport;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Examples;
import dev.lockstep.rows.Scaling;
import dev.lockstep.train.DivergedException;
import dev.lockstep.train.Trainer;
import dev.lockstep.train.TrainingListener;
import dev.lockstep.train.TrainingRun;
import dev.lockstep.train.TrainingSettings;
import dev.lockstep.train.TrainingState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.api.java.JavaSparkContext;

/** One run of {@code train}, from the data sets to the run folder. */
final class TrainingJob {
  private final Surroundings surroundings;
  private final TrainingSettings settings;
  private final RunFolder folder;
  private final int checkpointEvery;
  private final long start;

  /**
   * Prepares a run.
   *
   * @param surroundings gets table and messages
   * @param settings what to do
   * @param folder gets the files
   * @param options how checkpoints are made and used
   * @param start when the command started, by {@link System#nanoTime}
   */
  TrainingJob(
      Surroundings surroundings,
      TrainingSettings settings,
      RunFolder folder,
      RunFolderOptions options,
      long start) {
    this.surroundings = surroundings;
    this.settings = settings;
    this.folder = folder;
    this.checkpointEvery = options.checkpointEvery();
    this.start = start;
  }

  /**
   * Trains and writes what remains of it, but for putting it into place.
   *
   * @param data what to learn from
   * @param begun where to go on from, if not from fresh weights
   * @param spark runs the jobs
   * @return what was learned
   * @throws InvalidInputException if the data are not to be used with these settings, or not to go
   *     on with
   */
  TrainingRun run(PreparedData data, Optional<Checkpoint> begun, JavaSparkContext spark) {
    DataProvenance source = data.source();
    begun.ifPresent(checkpoint -> checkpoint.requireFits(settings, source));
    announce(source, data.train().labels().size(), Slots.await(spark));
    Optional<TrainingState> state = begun.map(Checkpoint::state);
    Scaling scaling = Scaling.learn(data.scale(), data.train());
    TrainingRun run =
        train(state, scaling.apply(data.train()), data.test().map(scaling::apply), source, spark);
    if (!isThere(run)) {
      Optional<Evaluation> trial =
          data.examples().flatMap(examples -> evaluate(run, scaling, examples, spark));
      write(run, scaling, source, trial, spark);
    }
    return run;
  }

  private void announce(DataProvenance source, int classes, int parallelism) {
    surroundings
        .err()
        .printf(
            "Training %s on %s: %d rows, %s to test, %d classes;"
                + " blocks: %d, partitions: %s, BLAS: %s.%n",
            Topology.of(source.features(), settings.hidden(), classes),
            source.folder(),
            source.trainRows(),
            source.testRows() == 0 ? "none" : source.testRows(),
            classes,
            settings.blocks(),
            partitions(parallelism),
            settings.blas().label());
    folder.lastCheckpoint().ifPresent(last -> say("Going on from %s.".formatted(last)));
  }

  /** P, and why it is fewer than could run at once. */
  private String partitions(int parallelism) {
    int partitions = settings.partitionsFor(parallelism);
    if (partitions >= parallelism) {
      return String.valueOf(partitions);
    }
    String reason =
        settings.partitions() > 0
            ? "--partitions"
            : "a mini-batch has %d blocks; --blocks".formatted(settings.blocks());
    return "%d of %d cores (%s)".formatted(partitions, parallelism, reason);
  }

  private TrainingRun train(
      Optional<TrainingState> state,
      Dataset train,
      Optional<Dataset> test,
      DataProvenance source,
      JavaSparkContext spark) {
    EpochTable table = new EpochTable(surroundings.out());
    state.ifPresent(stopped -> stopped.history().forEach(table::epochDone));
    Trainer trainer = new Trainer(spark, settings);
    try (Progress progress = Progress.of(surroundings, settings.epochs());
        CheckpointWriter checkpoints =
            new CheckpointWriter(folder.checkpoints(), checkpointEvery, settings, source)) {
      TrainingListener notices =
          new TrainingListener() {
            @Override
            public void notice(String line) {
              say(line);
            }
          };
      TrainingListener[] listeners = {progress, table, checkpoints, notices};
      return state.isPresent()
          ? trainer.resume(state.get(), train, test, listeners)
          : trainer.train(train, test, listeners);
    } catch (DivergedException e) {
      throw folder.lastCheckpoint().map(last -> e.keeping(last.toString())).orElse(e);
    } catch (Exception e) { // Spark throws its SparkException past the compiler
      sayWhatIsLeft(e);
      throw e;
    }
  }

  /** A checkpoint is of use after a failure of the cluster; other failures say so themselves. */
  private void sayWhatIsLeft(Exception e) {
    if (InvalidInputException.in(e).isEmpty() && !(e instanceof NotWrittenException)) {
      folder
          .lastCheckpoint()
          .ifPresent(
              last -> say("The run has failed. Go on from %s with --resume.".formatted(last)));
    }
  }

  /** Whether nothing was asked for beyond what the folder holds. */
  private boolean isThere(TrainingRun run) {
    boolean nothingDone =
        !run.resumedFrom().isEmpty()
            && run.resumedFrom().get(run.resumedFrom().size() - 1) == settings.epochs();
    if (!nothingDone || !folder.holds(run.parameters().sha256())) {
      return false;
    }
    say("All %d epochs were done before. Ask for more with --epochs.".formatted(settings.epochs()));
    return true;
  }

  /** For the report alone: a run that is done is not lost for want of it. */
  private Optional<Evaluation> evaluate(
      TrainingRun run, Scaling scaling, Examples examples, JavaSparkContext spark) {
    try {
      return Optional.of(
          new Evaluator(spark, settings.blas(), run.partitions())
              .evaluate(run.parameters(), scaling, run.classes(), examples));
    } catch (Exception e) { // Spark throws its SparkException past the compiler
      if (ShutdownHookManager.get().isShutdownInProgress()) {
        throw e;
      }
      String reason = InvalidInputException.in(e).map(Exception::getMessage).orElseGet(e::toString);
      say(
          "The report goes without a trial of the test set, which evaluate can make up for: "
              + reason.lines().findFirst().orElse(""));
      return Optional.empty();
    }
  }

  private void write(
      TrainingRun run,
      Scaling scaling,
      DataProvenance source,
      Optional<Evaluation> evaluation,
      JavaSparkContext spark) {
    Environment environment = Environment.here(spark.version());
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Provenance provenance =
        new Provenance(settings, source, settings.blas().label(), environment, now);
    TrainedModel model = new TrainedModel(run.parameters(), run.classes(), scaling, provenance);
    double seconds = (System.nanoTime() - start) / 1e9;
    String json = RunJson.of(run, source, environment, spark.master(), seconds);
    model.write((name, contents) -> folder.write(TrainedModel.IN_RUN + "/" + name, contents));
    folder.write("history.csv", HistoryCsv.of(run.history()));
    folder.write(
        "report.html",
        HtmlReport.ofTraining(run, source, environment, spark.master(), seconds, evaluation));
    folder.write(RunFolder.RUN_FILE, json);
  }

  private void say(String line) {
    surroundings.err().println(line);
  }
}
