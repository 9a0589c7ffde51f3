package dev.lockstep.aggregate;

import dev.lockstep.data.InvalidInputException;
import dev.lockstep.linalg.OneKernel;
import dev.lockstep.network.PhaseTimes;
import java.io.Serializable;
import java.util.List;

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
    PhaseTimes sum = new PhaseTimes();
    sum.addMean(times, 1);
    sum.addMean(other.times, 1);
    return new TaskReport(OneKernel.of(List.of(kernel, other.kernel)), tasks + other.tasks, sum);
  }
}
