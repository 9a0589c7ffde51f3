package dev.lockstep.aggregate;

import dev.lockstep.network.TimeReport;
import java.io.Serializable;

/**
 * What tasks say of themselves beside their result.
 *
 * @param tasks how many tasks these are
 * @param times the sum of their times
 */
public record TaskReport(int tasks, TimeReport times) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Both tasks' reports as one. */
  public TaskReport merge(TaskReport other) {
    TimeReport sum = new TimeReport();
    sum.addMean(times, 1);
    sum.addMean(other.times, 1);
    return new TaskReport(tasks + other.tasks, sum);
  }
}
