package dev.lockstep.aggregate;

/** Told of every step that has been taken. */
@FunctionalInterface
public interface StepListener {
  /**
   * The parameters have been updated.
   *
   * @param step the mini-batch, from 0
   */
  void stepDone(int step);
}
