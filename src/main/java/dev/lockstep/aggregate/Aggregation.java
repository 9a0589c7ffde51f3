package dev.lockstep.aggregate;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Parameters;
import dev.lockstep.pack.EpochRows;
import dev.lockstep.pack.PackedDataset;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A way of taking the steps of an epoch with all partitions together. Every way gives the same
 * bits, however it cuts the epoch into slices.
 */
public sealed interface Aggregation
    permits LocalAggregation, TreeAggregation, AllReduceAggregation, AutoAggregation {
  /**
   * One on Spark.
   *
   * @param kind which
   * @param spark runs the jobs
   * @param train the training set as each epoch learns it
   * @param test the test set
   * @param blas what computes the products of every task
   * @param notices told, a line each, of a choice that was made, and of what the run has got over
   * @return an aggregation that has done nothing yet
   * @throws InvalidInputException if it is to be {@code ALLREDUCE} and Spark cannot run all
   *     partitions at once, or might run one twice
   */
  static Aggregation of(
      AggregationKind kind,
      JavaSparkContext spark,
      EpochRows train,
      PackedDataset test,
      Blas blas,
      Consumer<String> notices) {
    SparkRun run = new SparkRun(spark, train, test, blas, new RunAccount(), notices);
    return switch (kind) {
      case AUTO -> new AutoAggregation(run);
      case TREE -> new TreeAggregation(run, run.pace());
      case ALLREDUCE -> new AllReduceAggregation(run, run.pace());
    };
  }

  /**
   * Goes on with an epoch for about half a minute at most: takes the steps that follow, and
   * evaluates once all have been taken.
   *
   * @param epoch the epoch, from 1
   * @param step how many of its steps have been taken, 0 to all: of all, the scores alone are due
   * @param parameters W and b; changed in place by every step. After a failure they are those of
   *     the last step that the listener was told of
   * @param learningRate lr in {@code W = W - lr * dW}
   * @param listener told of every step
   * @return how far the epoch is now: further, or over
   * @throws NotFiniteException at the first step whose loss is not a finite number
   */
  Slice advance(
      int epoch, int step, Parameters parameters, double learningRate, StepListener listener);

  /**
   * Evaluates.
   *
   * @param parameters W and b; unchanged
   * @return their scores
   */
  EpochScores evaluate(Parameters parameters);

  /**
   * What is known of the run so far.
   *
   * @return how it was done, and where the time went
   */
  RunAccount account();
}
