package dev.lockstep.aggregate;

import dev.lockstep.network.Parameters;
import dev.lockstep.network.Score;
import dev.lockstep.pack.MiniBatchPlan;
import dev.lockstep.pack.PackedDataset;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** Scores both data sets, in one Spark job each, or in several where that takes long. */
public final class EpochEvaluation {
  private final SparkRun run;
  private final Pace pace;

  public EpochEvaluation(SparkRun run, Pace pace) {
    this.run = run;
    this.pace = pace;
  }

  /**
   * Runs the jobs.
   *
   * @param epoch which has ended: the training set is scored in its order
   * @param parameters W and b; unchanged
   */
  public EpochScores run(int epoch, Parameters parameters) {
    Broadcast<Parameters> broadcast = run.spark().broadcast(parameters);
    try (TaskFailures failures = TaskFailures.watch(run.spark())) {
      Score train = score(epoch, run.train().of(epoch), broadcast);
      Score test = score(epoch, run.test(), broadcast);
      failures.mended("the scores of epoch " + epoch).ifPresent(run.notices());
      return new EpochScores(train, test);
    } finally {
      broadcast.destroy();
      run.spark().setJobDescription(null);
    }
  }

  private Score score(int epoch, PackedDataset data, Broadcast<Parameters> parameters) {
    run.spark().setJobDescription("Epoch %d: score of the %s set".formatted(epoch, data.name()));
    MiniBatchPlan plan = data.plan();
    LaneScores lanes = new LaneScores(plan.blocks());
    for (int from = 0; from < plan.chunks(); ) {
      double nanos = pace.ofScores(parameters.value(), plan.rowsBefore(1));
      int to = from + pace.cut(plan.chunks() - from, nanos);
      score(data, parameters, from, to, lanes);
      from = to;
    }
    return lanes.sum(plan.rows());
  }

  /** Scores chunks {@code from} to {@code to} - 1 of every lane, which go into its score. */
  private void score(
      PackedDataset data, Broadcast<Parameters> parameters, int from, int to, LaneScores lanes) {
    long start = System.nanoTime();
    ScorePartition task = new ScorePartition(parameters, from, to, lanes, run.blas());
    TaskReport report = null;
    for (Tuple2<LaneScores, TaskReport> partition : data.chunks().mapPartitions(task).collect()) {
      lanes.merge(partition._1);
      report = report == null ? partition._2 : report.merge(partition._2);
    }
    long wall = System.nanoTime() - start;
    run.account().enter(report, wall);
    pace.scored(data.plan().rowsBefore(to) - data.plan().rowsBefore(from), wall);
  }
}
