package dev.lockstep.cli;

import dev.lockstep.aggregate.Slots;
import dev.lockstep.linalg.Blas;
import java.util.OptionalInt;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Option;

/** The options of a command that uses a trained model. */
final class ModelOptions {
  @Option(
      names = "--model",
      paramLabel = "FOLDER",
      required = true,
      converter = OptionValue.Place.class,
      description = "Folder that holds model.npz and model.json, or a run folder. Required.")
  private Path model;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      converter = OptionValue.Place.class,
      description = "The folder to write. Default: runs/, the time and the command.")
  private Path out;

  @Option(
      names = "--overwrite",
      converter = OptionValue.Flag.class,
      description =
          "Replace the result of this command that --out holds, once the new one is complete.")
  private boolean overwrite;

  @Option(
      names = "--partitions",
      paramLabel = "P",
      converter = OptionValue.Count.class,
      description = "Spark partitions; no P changes any digit. Default: the cluster's parallelism.")
  private Integer partitions;

  @Option(
      names = "--blas",
      paramLabel = "KIND",
      converter = OptionValue.Products.class,
      description =
          "What computes matrix products: exact (the same bits on every machine) or mllib (netlib's"
              + " BLAS, for comparison: other last digits). Default: exact.")
  private Blas blas = Blas.EXACT;

  Path model() {
    return model;
  }

  Path out(String command) {
    return out != null ? out : NewPlace.inRuns("-" + command);
  }

  boolean overwrite() {
    return overwrite;
  }

  /** What was asked for. */
  OptionalInt partitions() {
    return partitions == null ? OptionalInt.empty() : OptionalInt.of(partitions);
  }

  int partitions(JavaSparkContext spark) {
    return partitions != null ? partitions : Slots.await(spark);
  }

  Blas blas() {
    return blas;
  }
}
