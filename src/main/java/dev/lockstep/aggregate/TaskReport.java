package dev.lockstep.aggregate;

import dev.lockstep.network.PhaseTimes;
import java.io.Serializable;

/**
 * What tasks say of themselves beside their result.
 *
 * @param tasks how many tasks these are
 * @param times the sum of their times
 */
record TaskReport(int tasks, PhaseTimes times) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Both tasks' reports as one. */
  TaskReport merge(TaskReport other) {
    PhaseTimes sum = new PhaseTimes();
    sum.addMean(times, 1);
    sum.addMean(other.times, 1);
    return new TaskReport(tasks + other.tasks, sum);
  }
}
