package dev.lockstep.aggregate;

import dev.lockstep.linalg.Blas;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.SetScore;
import dev.lockstep.network.dropout.Dropout;
import dev.lockstep.network.optimizer.Update;
import dev.lockstep.pack.EpochRows;
import dev.lockstep.pack.PackedDataset;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.spark.api.java.JavaSparkContext;

/** All slices of an epoch. */
public final class WholeEpoch {
  private WholeEpoch() {}

  /**
   * Takes every step of an epoch, then evaluates.
   *
   * @param aggregation takes them
   * @param epoch the epoch, from 1
   * @param model changed in place by every step
   * @param update what is done with every gradient
   * @param listener told of every step
   * @return the scores of the changed parameters
   */
  public static List<SetScore> of(
      Aggregation aggregation, int epoch, ModelState model, Update update, IntConsumer listener) {
    Slice slice = aggregation.advance(epoch, 0, model, update, listener);
    while (!slice.isLast()) {
      slice = aggregation.advance(epoch, slice.step(), model, update, listener);
    }
    return slice.scores();
  }

  /**
   * An aggregation by {@code tree} whose every step is a slice, as is every chunk that is scored.
   *
   * @param spark runs the jobs
   * @param rows those of the training set, in the order of each epoch
   * @param others the other sets that are scored
   * @param dropout which units are kept
   * @return a new one
   */
  public static Aggregation stepByStep(
      JavaSparkContext spark, EpochRows rows, List<SparkRun.ScoredSet> others, Dropout dropout) {
    return new TreeAggregation(run(spark, rows, others, dropout), new Pace(1, false, 0));
  }

  /** A run in file order under dropout that tests on a set, too. */
  static SparkRun run(
      JavaSparkContext spark, PackedDataset train, PackedDataset test, Dropout dropout) {
    return run(
        spark,
        EpochRows.inFileOrder(train),
        List.of(new SparkRun.ScoredSet(SetScore.TEST, test)),
        dropout);
  }

  /** A run with an account of its own; notices go nowhere. */
  private static SparkRun run(
      JavaSparkContext spark, EpochRows rows, List<SparkRun.ScoredSet> others, Dropout dropout) {
    return new SparkRun(spark, rows, others, Blas.EXACT, dropout, new RunAccount(), notice -> {});
  }
}
