package dev.lockstep.cli;

import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.linalg.Blas;
import dev.lockstep.model.Checkpoint;
import dev.lockstep.train.TrainingSettings;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that decide what is learned. The defaults are the tutorial's. */
final class SettingsOptions {
  private static final TrainingSettings DEFAULTS = TrainingSettings.tutorial();
  private static final String DEFAULT = " Default: ${DEFAULT-VALUE}.";

  @Option(
      names = "--hidden",
      paramLabel = "WIDTHS",
      converter = OptionValue.Widths.Converter.class,
      description = "Widths of the hidden layers, or none for a linear model." + DEFAULT)
  private OptionValue.Widths hidden = new OptionValue.Widths(DEFAULTS.hidden());

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = OptionValue.Whole.class,
      description = "Passes over the training set." + DEFAULT)
  private int epochs = DEFAULTS.epochs();

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      converter = OptionValue.Whole.class,
      description = "Rows in a mini-batch." + DEFAULT)
  private int batchSize = DEFAULTS.batchSize();

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      converter = OptionValue.Real.class,
      description = "The step's length: W = W - X * dW." + DEFAULT)
  private double learningRate = DEFAULTS.learningRate();

  @Option(
      names = "--seed",
      paramLabel = "N",
      converter = OptionValue.Whole.class,
      description =
          "Seed of the initial weights, as numpy's, of --shuffle and of --test-fraction." + DEFAULT)
  private int seed = DEFAULTS.seed();

  @Option(
      names = "--init-range",
      paramLabel = "X",
      converter = OptionValue.Real.class,
      description = "Initial weights are uniform in [-X, X)." + DEFAULT)
  private double initRange = DEFAULTS.initRange();

  @Option(
      names = "--blocks",
      paramLabel = "K",
      converter = OptionValue.Count.class,
      description =
          "Pieces of a mini-batch; another K gives other last digits. Default: the run's that goes"
              + " on, else 8 up to --batch-size 1024, then one for every 128 rows, at most 64.")
  private Integer blocks;

  @Option(
      names = "--partitions",
      paramLabel = "P",
      converter = OptionValue.Count.class,
      description =
          "Spark partitions, 1 to K; no P changes any digit. Default: the cluster's parallelism, at"
              + " most K.")
  private Integer partitions;

  @Option(
      names = "--aggregation",
      paramLabel = "KIND",
      converter = OptionValue.Aggregation.class,
      description =
          "How gradients come together: tree (a Spark job a step), allreduce (many steps a barrier"
              + " stage) or auto (allreduce where all partitions run at once, else tree); none"
              + " changes any digit. Default: auto.")
  private AggregationKind aggregation = DEFAULTS.aggregation();

  @Option(
      names = "--blas",
      paramLabel = "KIND",
      converter = OptionValue.Products.class,
      description =
          "What computes matrix products: exact (the same bits on every machine) or mllib (netlib's"
              + " BLAS, for comparison: other last digits). Default: exact.")
  private Blas blas = DEFAULTS.blas();

  @Option(
      names = "--shuffle",
      converter = OptionValue.Flag.class,
      description =
          "Take the rows in another order every epoch, which --seed and the epoch decide; otherwise"
              + " in file order.")
  private boolean shuffle = DEFAULTS.shuffle();

  /**
   * The settings, with the range of every value checked.
   *
   * @param begun the run to go on with, whose K is kept where none is given
   */
  TrainingSettings settings(Optional<Checkpoint> begun) {
    int kept = begun.map(checkpoint -> checkpoint.settings().blocks()).orElse(0);
    return new TrainingSettings(
        hidden.list(),
        epochs,
        batchSize,
        learningRate,
        seed,
        initRange,
        blocks != null ? blocks : kept,
        partitions != null ? partitions : 0,
        blas,
        aggregation,
        shuffle);
  }
}
