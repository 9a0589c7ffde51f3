package dev.lockstep.cli;

import dev.lockstep.data.Dataset;
import dev.lockstep.data.IdxFolder;
import dev.lockstep.linalg.Kernel;
import dev.lockstep.model.ModelFile;
import dev.lockstep.network.Topology;
import dev.lockstep.report.DataSource;
import dev.lockstep.report.Environment;
import dev.lockstep.report.EpochTable;
import dev.lockstep.report.HistoryCsv;
import dev.lockstep.report.RunFolder;
import dev.lockstep.report.RunJson;
import dev.lockstep.train.Parallelism;
import dev.lockstep.train.Trainer;
import dev.lockstep.train.TrainingRun;
import dev.lockstep.train.TrainingSettings;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
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
    name = "train",
    customSynopsis = RootCommand.PROGRAM + " [SPARK-SUBMIT OPTIONS] train [OPTIONS]",
    description = "Trains a network, prints a line an epoch and writes a run folder.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = VersionLine.class)
final class TrainCommand implements Callable<Integer> {
  private static final String MAIN_CLASS = "dev.lockstep.Lockstep";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss");

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      converter = OptionValue.Place.class,
      description = "Folder with the four IDX files, gzipped or plain. Default: data/mnist.")
  private Path data;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      converter = OptionValue.Place.class,
      description = "The run folder to write. Default: runs/ and the time.")
  private Path out;

  @Option(
      names = "--overwrite",
      converter = OptionValue.Flag.class,
      description = "Replace the run that --out holds, once the new one is complete.")
  private boolean overwrite;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file of options, without the dashes; the command line wins.")
  private String config;

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
    Kernel kernel = settings.blas().kernel();
    SparkConf conf = new SparkConf();
    if (conf.get("spark.app.name", MAIN_CLASS).equals(MAIN_CLASS)) {
      conf.setAppName("Lockstep train"); // spark-submit's own name for a job is its main class
    }
    Configuration hadoop = HadoopSettings.of(conf);
    try (RunFolder folder = RunFolder.prepare(outFolder(), hadoop, overwrite)) {
      IdxFolder images = IdxFolder.open(dataFolder().toString(), hadoop);
      TrainingRun run;
      try (JavaSparkContext spark = surroundings.spark().apply(conf)) {
        int parallelism = Parallelism.of(spark);
        Dataset train = images.train(spark, parallelism);
        Dataset test = images.test(spark, parallelism);
        DataSource source = DataSource.of(dataFolder().toString(), train, test);
        announce(settings, kernel, source, train.labels().size(), parallelism);
        run = train(settings, train, test, spark);
        write(folder, run, source, spark, (System.nanoTime() - start) / 1e9);
      }
      surroundings.err().println("Run folder: " + folder.complete());
      surroundings.err().println("parameters_sha256=" + run.parameters().sha256());
    }
    return 0;
  }

  private TrainingSettings readSettings() {
    ConfigFile file = config == null ? ConfigFile.none() : ConfigFile.read(config);
    file.fillIn(spec.commandLine().getParseResult(), surroundings.home());
    return file.explain(options::settings);
  }

  private Path dataFolder() {
    return data != null ? data : OptionValue.Place.local(surroundings.home().resolve("data/mnist"));
  }

  private Path outFolder() {
    return out != null
        ? out
        : new Path("runs", LocalDateTime.now(ZoneId.systemDefault()).format(TIME));
  }

  private void announce(
      TrainingSettings settings, Kernel kernel, DataSource source, int classes, int parallelism) {
    surroundings
        .err()
        .printf(
            "Training %s on %s: %d rows, %d to test, %d classes;"
                + " blocks: %d, partitions: %d, BLAS: %s (%s).%n",
            Topology.of(source.features(), settings.hidden(), classes),
            source.folder(),
            source.trainRows(),
            source.testRows(),
            classes,
            settings.blocks(),
            settings.partitionsFor(parallelism),
            kernel.name(),
            kernel.reason());
  }

  private TrainingRun train(
      TrainingSettings settings, Dataset train, Dataset test, JavaSparkContext spark) {
    Trainer trainer = new Trainer(spark, settings);
    EpochTable table = new EpochTable(surroundings.out());
    if (!surroundings.isTerminal()) {
      return trainer.train(train, test, new SparseProgress(surroundings.err()), table);
    }
    try (TerminalProgress progress = new TerminalProgress(surroundings, settings.epochs())) {
      return trainer.train(train, test, progress, table);
    }
  }

  private static void write(
      RunFolder folder, TrainingRun run, DataSource source, JavaSparkContext spark, double seconds)
      throws IOException {
    Environment environment = Environment.here(spark.version());
    String json = RunJson.of(run, source, environment, spark.master(), seconds);
    folder.write("model/model.npz", file -> ModelFile.write(run.parameters(), file));
    folder.write("history.csv", HistoryCsv.of(run.history()));
    folder.write(RunFolder.RUN_FILE, json);
  }
}
