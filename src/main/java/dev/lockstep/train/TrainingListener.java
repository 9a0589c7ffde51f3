package dev.lockstep.train;

import dev.lockstep.network.Topology;
import dev.lockstep.rows.Labels;

/**
 * Called during a training run: after every step with {@code tree}, after all steps of a slice
 * (half a minute at most) when it ends with {@code allreduce}, whose tasks keep to themselves
 * meanwhile. All calls come from the thread that called {@link Trainer#train}, in order; a listener
 * that throws ends the run.
 */
public interface TrainingListener {
  /**
   * Training begins: what it learns from has been looked through, and is read next.
   *
   * @param topology of the network
   * @param labels what labels mean to it, before anything is learned of them
   */
  default void begins(Topology topology, Labels labels) {}

  /**
   * A mini-batch has been learned and the parameters updated.
   *
   * @param epoch the epoch, from 1
   * @param step the mini-batch in this epoch, from 1
   * @param steps the number of mini-batches in an epoch
   */
  default void stepDone(int epoch, int step, int steps) {}

  /**
   * An epoch has ended and been evaluated; epoch 0 is the evaluation before training.
   *
   * @param result its scores and time
   */
  default void epochDone(EpochResult result) {}

  /**
   * A state from which training can continue has been reached: after every epoch but 0, when all
   * listeners have got its result, and within an epoch that takes longer than half a minute.
   *
   * @param state the trainer's own, not to be changed, and good during this call only
   */
  default void stateReached(TrainingState state) {}

  /**
   * Training is over before the epochs that were asked for.
   *
   * @param state the last that was reached, not to be changed, and good during this call only
   */
  default void endedEarly(TrainingState state) {}

  /**
   * Something has happened that a user may want to know and that changes no result: how gradients
   * come together, if that was left to the trainer, and what the run has recovered from.
   *
   * @param line what to tell
   */
  default void notice(String line) {}
}
