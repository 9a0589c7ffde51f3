package dev.lockstep.cli;

import dev.lockstep.aggregate.Slots;
import dev.lockstep.model.Checkpoint;
import dev.lockstep.report.RunFolder;
import dev.lockstep.rows.Source;
import dev.lockstep.train.TrainingRun;
import dev.lockstep.train.TrainingSettings;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code train}: from data to a run folder, the table on standard output. */
@Command(
    name = TrainCommand.NAME,
    customSynopsis = RootCommand.PROGRAM + " [SPARK-SUBMIT OPTIONS] train [OPTIONS]",
    description = "Trains a network, prints a line an epoch and writes a run folder.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = VersionLine.class)
final class TrainCommand implements Callable<Integer> {
  static final String NAME = "train";

  @Option(
      names = "--data",
      paramLabel = "PATH",
      converter = OptionValue.Place.class,
      description =
          "Folder with four IDX files, or a table: a file, a folder of parts or a pattern; gzipped"
              + " or plain. Default: data/mnist.")
  private Path data;

  @Mixin private DataOptions reading;

  @Mixin private PreparationOptions preparation;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file of options, without the dashes; the command line wins.")
  private String config;

  @Mixin private RunFolderOptions run;

  @Mixin private SettingsOptions options;

  @Spec private CommandSpec spec;

  private final Surroundings surroundings;

  TrainCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    ConfigFile file = readOptions();
    if (!run.isResumed()) {
      settings(file, Optional.empty()); // or refuse them before anything is read
    }
    SparkConf conf = SparkSettings.of(NAME);
    Configuration hadoop = HadoopSettings.of(conf);
    try (RunFolder folder = RunFolder.prepare(run.folder(), hadoop, run.existing())) {
      Optional<Checkpoint> begun = run.begun(folder, surroundings.err()::println);
      TrainingSettings settings = settings(file, begun);
      TrainingRun done;
      try (StartingSpark starting = StartingSpark.with(surroundings, conf);
          Source source = reading.open(place(), preparation.test(), surroundings, hadoop)) {
        preparation.testFraction(source); // or refuse it before anything is computed
        TrainingJob job = new TrainingJob(surroundings, settings, folder, run, start);
        JavaSparkContext spark = starting.get();
        int slices = Slots.await(spark);
        done =
            job.run(
                PreparedData.of(
                    place().toString(), source, preparation, settings.seed(), spark, slices),
                begun,
                spark);
      }
      surroundings.err().println("Run folder: " + folder.complete());
      surroundings.err().println("parameters_sha256=" + done.parameters().sha256());
    }
    return 0;
  }

  private ConfigFile readOptions() {
    ConfigFile file = config == null ? ConfigFile.none() : ConfigFile.read(config);
    file.fillIn(spec.commandLine().getParseResult(), surroundings.home());
    file.explain(run::checkpointEvery);
    file.explain(preparation::test);
    return file;
  }

  private TrainingSettings settings(ConfigFile file, Optional<Checkpoint> begun) {
    TrainingSettings settings = file.explain(() -> options.settings(begun));
    settings.blas().products();
    return settings;
  }

  private Path place() {
    return data != null ? data : surroundings.mnist();
  }
}
