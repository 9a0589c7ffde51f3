package dev.lockstep.aggregate;

import dev.lockstep.network.Parameters;

/**
 * A way of taking the steps of an epoch with all partitions together. Every way gives the same
 * bits.
 */
public sealed interface Aggregation
    permits LocalAggregation, TreeAggregation, AllReduceAggregation {
  /**
   * Takes every step of an epoch, then evaluates.
   *
   * @param epoch the epoch, from 1
   * @param parameters W and b; changed in place by every step
   * @param learningRate lr in {@code W = W - lr * dW}
   * @param listener told of every step
   * @return the scores of the changed parameters
   * @throws NotFiniteException at the first step whose loss is not a finite number
   */
  EpochScores epoch(int epoch, Parameters parameters, double learningRate, StepListener listener);

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
   * @return where the time went
   */
  RunAccount account();
}
