package dev.lockstep.cli;

import dev.lockstep.data.IdxFolder;
import dev.lockstep.model.Checkpoint;
import dev.lockstep.report.RunFolder;
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

/** {@code train}: from a folder of images to a run folder, the table on standard output. */
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
      paramLabel = "FOLDER",
      converter = OptionValue.Place.class,
      description = "Folder with the four IDX files, gzipped or plain. Default: data/mnist.")
  private Path data;

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
    TrainingSettings settings = readSettings();
    settings.blas().kernel(); // or refuse it before anything is read
    SparkConf conf = SparkSettings.of(NAME);
    Configuration hadoop = HadoopSettings.of(conf);
    try (RunFolder folder = RunFolder.prepare(run.folder(), hadoop, run.existing())) {
      IdxFolder images = IdxFolder.open(dataFolder().toString(), hadoop);
      Optional<Checkpoint> begun = run.begun(folder, surroundings.err()::println);
      TrainingJob job = new TrainingJob(surroundings, settings, folder, run, start);
      TrainingRun done;
      try (JavaSparkContext spark = surroundings.spark().apply(conf)) {
        done = job.run(images, dataFolder(), begun, spark);
      }
      surroundings.err().println("Run folder: " + folder.complete());
      surroundings.err().println("parameters_sha256=" + done.parameters().sha256());
    }
    return 0;
  }

  private TrainingSettings readSettings() {
    ConfigFile file = config == null ? ConfigFile.none() : ConfigFile.read(config);
    file.fillIn(spec.commandLine().getParseResult(), surroundings.home());
    file.explain(run::checkpointEvery);
    return file.explain(options::settings);
  }

  private Path dataFolder() {
    return data != null ? data : surroundings.mnist();
  }
}
