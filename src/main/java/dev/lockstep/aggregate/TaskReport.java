package dev.lockstep.aggregate;

import dev.lockstep.data.InvalidInputException;
import dev.lockstep.network.PhaseTimes;
import java.io.Serializable;

/**
 * What tasks say of themselves beside their result.
 *
 * @param kernel the name of the kernel that computed
 * @param tasks how many tasks these are
 * @param times the sum of their times
 */
record TaskReport(String kernel, int tasks, PhaseTimes times) implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Both tasks' reports as one.
   *
   * @throws InvalidInputException if the two computed with different kernels
   */
  TaskReport merge(TaskReport other) {
    requireSame(kernel, other.kernel);
    PhaseTimes sum = new PhaseTimes();
    sum.addMean(times, 1);
    sum.addMean(other.times, 1);
    return new TaskReport(kernel, tasks + other.tasks, sum);
  }

  /**
   * One run has one kernel.
   *
   * @throws InvalidInputException if the two differ
   */
  static void requireSame(String one, String other) {
    if (!one.equals(other)) {
      throw new InvalidInputException(
          "Two BLAS kernels in one run, %s and %s: the last digits would depend on where a task ran. Use executors of one CPU family and image, or --blas plain."
              .formatted(one, other));
    }
  }
}
