package dev.lockstep.aggregate;

import dev.lockstep.network.Parameters;

/**
 * A way of taking the steps of an epoch with all partitions together. Every way gives the same
 * bits, however it cuts the epoch into slices.
 */
public interface Aggregation {
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
