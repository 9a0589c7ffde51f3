package dev.lockstep.aggregate;

import dev.lockstep.network.Parameters;
import java.io.Serializable;

/** What a task of an all-reduced epoch brings back to the driver. */
final class EpochOutcome implements Serializable {
  private static final long serialVersionUID = 1L;

  /** -1 where all losses were finite. */
  final int failedStep;

  /** The loss of the last step taken. */
  final double loss;

  /** Of this task's columns; null after a failed step. */
  final ColumnScores train;

  /** Of this task's columns; null after a failed step. */
  final ColumnScores test;

  /** After the epoch; from member 0 alone, null from the others. */
  final Parameters parameters;

  final TaskReport report;

  private EpochOutcome(
      int failedStep,
      double loss,
      ColumnScores train,
      ColumnScores test,
      Parameters parameters,
      TaskReport report) {
    this.failedStep = failedStep;
    this.loss = loss;
    this.train = train;
    this.test = test;
    this.parameters = parameters;
    this.report = report;
  }

  /** An epoch without fault. */
  static EpochOutcome done(
      ColumnScores train, ColumnScores test, Parameters parameters, TaskReport report) {
    return new EpochOutcome(-1, 0, train, test, parameters, report);
  }

  /** The loss of a step was not finite. */
  static EpochOutcome notFinite(int step, double loss, TaskReport report) {
    return new EpochOutcome(step, loss, null, null, null, report);
  }
}
