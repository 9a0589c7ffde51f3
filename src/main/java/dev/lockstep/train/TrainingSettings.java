package dev.lockstep.train;

import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.linalg.Blas;
import java.util.List;
import java.util.function.Consumer;

/**
 * All that decides what is learned, and in how many pieces. The defaults are the tutorial's.
 *
 * @param hidden widths of the hidden layers, first to last; empty for a linear model
 * @param epochs passes over the training set, at least 0
 * @param batchSize B, rows in a mini-batch (the last of an epoch may be shorter), at least 1
 * @param learningRate lr in {@code W = W - lr * dW}, positive and finite
 * @param seed numpy's seed, 0 to 2^31 - 1
 * @param initRange r: weights are uniform in [-r, r), positive and finite
 * @param blocks K, the contiguous pieces of every mini-batch whose gradients are summed as a binary
 *     tree, at least 1; another K gives other last digits. Made with 0, it follows from B: {@code
 *     min(64, max(8, ceil(B / 128)))}
 * @param partitions P, the Spark partitions that share the blocks, 1 to K; 0 for as many as the
 *     cluster runs at once, at most K; no P changes any digit
 * @param blas what computes the matrix products; {@code MLLIB} gives other last digits
 * @param aggregation how the partitions' gradients come together; changes no digit
 * @param shuffle whether every epoch takes the rows in another order, which the seed and the epoch
 *     decide: {@link dev.lockstep.rows.Permutation}; otherwise all take them in file order
 */
public record TrainingSettings(
    List<Integer> hidden,
    int epochs,
    int batchSize,
    double learningRate,
    int seed,
    double initRange,
    int blocks,
    int partitions,
    Blas blas,
    AggregationKind aggregation,
    boolean shuffle) {

  /** A block is worth a product; so many are worth none. */
  private static final int MOST_BLOCKS = 65_536;

  /**
   * Checks every value.
   *
   * @throws InvalidInputException naming the first that is out of range
   */
  public TrainingSettings {
    hidden = List.copyOf(hidden);
    for (int width : hidden) {
      require(width >= 1, "hidden", width, "a layer has at least one unit");
    }
    require(epochs >= 0, "epochs", epochs, "0 or more");
    require(batchSize >= 1, "batch-size", batchSize, "1 or more");
    require(
        learningRate > 0 && Double.isFinite(learningRate),
        "learning-rate",
        learningRate,
        "positive and finite");
    require(seed >= 0, "seed", seed, "0 to 2147483647");
    require(
        initRange > 0 && Double.isFinite(2 * initRange),
        "init-range",
        initRange,
        "positive, finite");
    require(blocks >= 0 && blocks <= MOST_BLOCKS, "blocks", blocks, "1 to " + MOST_BLOCKS);
    require(partitions >= 0, "partitions", partitions, "1 or more, or 0 for the default");
    int k = blocksFor(blocks, batchSize);
    if (partitions > k) {
      throw new InvalidInputException(
          "--partitions %d is more than --blocks %d: a block is never cut. "
                  .formatted(partitions, k)
              + "Lower --partitions, or raise --blocks (this changes the last digits).");
    }
  }

  /** So that a large mini-batch spreads over many cores, and a small one is not cut to pieces. */
  private static int blocksFor(int asked, int batchSize) {
    return asked > 0 ? asked : Math.min(64, Math.max(8, (batchSize - 1) / 128 + 1));
  }

  /**
   * K, as it was asked for or as it follows from B: never from cores or the number of rows.
   *
   * @return at least 1
   */
  @Override
  public int blocks() {
    return blocksFor(blocks, batchSize);
  }

  /**
   * The tutorial's settings: hidden layers of 100 and 50, 50 epochs, batches of 100, learning rate
   * 0.5, seed 8, range 0.1; default blocks and partitions.
   *
   * @return the settings of {@code conf/mnist.properties}
   */
  public static TrainingSettings tutorial() {
    return new TrainingSettings(
        List.of(100, 50), 50, 100, 0.5, 8, 0.1, 0, 0, Blas.EXACT, AggregationKind.AUTO, false);
  }

  /**
   * P on a cluster: as it was asked for, or as many as it runs at once, at most K.
   *
   * @param parallelism how many tasks the cluster runs at once
   * @return 1 to K
   */
  public int partitionsFor(int parallelism) {
    return partitions > 0 ? partitions : Math.min(parallelism, blocks());
  }

  /**
   * The same with other hidden layers.
   *
   * @param widths first to last
   * @return changed settings
   */
  public TrainingSettings withHidden(Integer... widths) {
    return with(draft -> draft.hidden = List.of(widths));
  }

  /**
   * The same with another number of epochs.
   *
   * @param count 0 or more
   * @return changed settings
   */
  public TrainingSettings withEpochs(int count) {
    return with(draft -> draft.epochs = count);
  }

  /**
   * The same with other mini-batches; K goes with B unless it was given.
   *
   * @param rows B, 1 or more
   * @return changed settings
   */
  public TrainingSettings withBatchSize(int rows) {
    return with(draft -> draft.batchSize = rows);
  }

  /**
   * The same with steps of another length.
   *
   * @param lr positive and finite
   * @return changed settings
   */
  public TrainingSettings withLearningRate(double lr) {
    return with(draft -> draft.learningRate = lr);
  }

  /**
   * The same cut otherwise.
   *
   * @param count K, 1 or more, or 0 for the default
   * @param shares P, 1 to K, or 0 for the default
   * @return changed settings
   */
  public TrainingSettings withBlocks(int count, int shares) {
    return with(
        draft -> {
          draft.blocks = count;
          draft.partitions = shares;
        });
  }

  /**
   * The same with other products.
   *
   * @param choice what computes them
   * @return changed settings
   */
  public TrainingSettings withBlas(Blas choice) {
    return with(draft -> draft.blas = choice);
  }

  /**
   * The same with another aggregation.
   *
   * @param kind how the partitions' gradients come together
   * @return changed settings
   */
  public TrainingSettings withAggregation(AggregationKind kind) {
    return with(draft -> draft.aggregation = kind);
  }

  /**
   * The same in another order.
   *
   * @param anew whether every epoch takes the rows in an order of its own
   * @return changed settings
   */
  public TrainingSettings withShuffle(boolean anew) {
    return with(draft -> draft.shuffle = anew);
  }

  private TrainingSettings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.settings();
  }

  /** Settings while they are being changed. */
  private static final class Draft {
    private List<Integer> hidden;
    private int epochs;
    private int batchSize;
    private double learningRate;
    private final int seed;
    private final double initRange;
    private int blocks;
    private int partitions;
    private Blas blas;
    private AggregationKind aggregation;
    private boolean shuffle;

    Draft(TrainingSettings from) {
      hidden = from.hidden;
      epochs = from.epochs;
      batchSize = from.batchSize;
      learningRate = from.learningRate;
      seed = from.seed;
      initRange = from.initRange;
      blocks = from.blocks;
      partitions = from.partitions;
      blas = from.blas;
      aggregation = from.aggregation;
      shuffle = from.shuffle;
    }

    TrainingSettings settings() {
      return new TrainingSettings(
          hidden,
          epochs,
          batchSize,
          learningRate,
          seed,
          initRange,
          blocks,
          partitions,
          blas,
          aggregation,
          shuffle);
    }
  }

  private static void require(boolean right, String option, Number value, String range) {
    if (!right) {
      throw new InvalidInputException(
          "--%s is %s, which is out of range: %s.".formatted(option, value, range));
    }
  }
}
