package dev.lockstep.train;

/**
 * Told of a training run as it goes on: of every step as it ends with {@code tree}, of all steps of
 * a slice (half a minute at most) when it ends with {@code allreduce}, whose tasks keep to
 * themselves meanwhile. All calls come from the thread that called {@link Trainer#train}, in order;
 * a listener that throws ends the run.
 */
public interface TrainingListener {
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
   * All that training goes on from has been reached: after every epoch but 0, when all listeners
   * have been told of its result, and within an epoch that takes longer than half a minute.
   *
   * @param state the trainer's own, not to be changed, and good during this call only
   */
  default void stateReached(TrainingState state) {}

  /**
   * Training is over before the epochs that were asked for, since no step makes the objective
   * smaller.
   *
   * @param state the last that was reached, not to be changed, and good during this call only
   */
  default void endedEarly(TrainingState state) {}

  /**
   * Something has happened that a user may want to know and that changes no result: how gradients
   * come together, if that was left to the trainer, and what the run has got over.
   *
   * @param line what to tell
   */
  default void notice(String line) {}
}
