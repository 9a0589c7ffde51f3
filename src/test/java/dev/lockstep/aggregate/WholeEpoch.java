package dev.lockstep.aggregate;

import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Parameters;
import dev.lockstep.pack.PackedDataset;
import org.apache.spark.api.java.JavaSparkContext;

/** All slices of an epoch. */
public final class WholeEpoch {
  private WholeEpoch() {}

  /**
   * Takes every step of an epoch, then evaluates.
   *
   * @param aggregation takes them
   * @param epoch the epoch, from 1
   * @param parameters W and b; changed in place by every step
   * @param learningRate lr
   * @param listener told of every step
   * @return the scores of the changed parameters
   */
  public static EpochScores of(
      Aggregation aggregation,
      int epoch,
      Parameters parameters,
      double learningRate,
      StepListener listener) {
    Slice slice = aggregation.advance(epoch, 0, parameters, learningRate, listener);
    while (slice.scores().isEmpty()) {
      slice = aggregation.advance(epoch, slice.step(), parameters, learningRate, listener);
    }
    return slice.scores().get();
  }

  /**
   * An aggregation by {@code tree} whose every step is a slice, as is every chunk that is scored.
   *
   * @param spark runs the jobs
   * @param train the training set
   * @param test the test set
   * @return a new one
   */
  public static Aggregation stepByStep(
      JavaSparkContext spark, PackedDataset train, PackedDataset test) {
    SparkRun run = SparkRun.inFileOrder(spark, train, test, Blas.EXACT);
    return new TreeAggregation(run, new Pace(1, false, 0));
  }
}
