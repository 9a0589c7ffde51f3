package dev.lockstep.network.schedule;

import dev.lockstep.option.Choice;
import java.util.function.ToDoubleFunction;

/**
 * The learning rate of an epoch. Has no state; its results have the same bits on every machine. All
 * members are in {@link Schedules#ALL}.
 */
public interface Schedule extends Choice {
  /**
   * The same schedule with other constants.
   *
   * @param values of its own {@link #settings}, by name
   */
  default Schedule with(ToDoubleFunction<String> values) {
    return this;
  }

  /**
   * The learning rate.
   *
   * @param lr the one that was asked for
   * @param epoch the epoch, from 1
   * @param epochs E, how many are asked for
   * @param course what has been watched up to the epoch before
   * @return positive or 0
   */
  double rate(double lr, int epoch, int epochs, Course course);

  /** Whether the rates depend on E, so that a run cannot be resumed for more epochs. */
  default boolean dependsOnEpochs() {
    return false;
  }

  /** Whether the rates depend on how the epochs before have gone, on a validation set. */
  default boolean dependsOnCourse() {
    return false;
  }
}
