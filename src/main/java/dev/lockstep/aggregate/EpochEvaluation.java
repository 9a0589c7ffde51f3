package dev.lockstep.aggregate;

import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Score;
import dev.lockstep.network.SetScore;
import dev.lockstep.network.TimeReport;
import dev.lockstep.pack.Chunk;
import dev.lockstep.pack.MiniBatchPlan;
import dev.lockstep.pack.PackedDataset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** Scores all sets, in one Spark job each, or in several where that takes long. */
public final class EpochEvaluation {
  private final SparkRun run;
  private final Pace pace;

  /** Scores the sets of a run; tells its pace how long every job took. */
  public EpochEvaluation(SparkRun run, Pace pace) {
    this.run = run;
    this.pace = pace;
  }

  /**
   * Runs the jobs.
   *
   * @param epoch which has ended: the training set is scored in its order
   * @param parameters W and b; unchanged
   * @return the scores of all sets, the training set first
   */
  public List<SetScore> run(int epoch, Parameters parameters) {
    return run(epoch, parameters, run.sets(epoch));
  }

  /** The same of some of the sets. */
  public List<SetScore> run(int epoch, Parameters parameters, List<SparkRun.ScoredSet> sets) {
    if (sets.stream().allMatch(set -> set.rows().plan().rows() == 0)) {
      return sets.stream().map(set -> new SetScore(set.name(), Score.NONE)).toList();
    }
    Broadcast<Parameters> broadcast = run.spark().broadcast(parameters);
    try (TaskFailures failures = TaskFailures.watch(run.spark())) {
      List<SetScore> scores = new ArrayList<>();
      for (SparkRun.ScoredSet set : sets) {
        run.spark().setJobDescription("Epoch %d: score of the %s set".formatted(epoch, set.name()));
        scores.add(new SetScore(set.name(), score(set.rows(), broadcast)));
      }
      failures.mended("the scores of epoch " + epoch).ifPresent(run.notices());
      return scores;
    } finally {
      broadcast.destroy();
      run.spark().setJobDescription(null);
    }
  }

  private Score score(PackedDataset data, Broadcast<Parameters> parameters) {
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
    TimeReport report = null;
    for (Tuple2<LaneScores, TimeReport> partition : data.chunks().mapPartitions(task).collect()) {
      lanes.merge(partition._1);
      report = report == null ? partition._2 : report.merge(partition._2);
    }
    long wall = System.nanoTime() - start;
    run.account().enter(report, wall);
    pace.scored(data.plan().rowsBefore(to) - data.plan().rowsBefore(from), wall);
  }

  /**
   * Goes on scoring the lanes that a partition owns.
   *
   * @param parameters W and b
   * @param from the first chunk of every lane
   * @param to the chunk after the last
   * @param before the scores of all earlier chunks
   * @param blas what computes the products
   */
  private record ScorePartition(
      Broadcast<Parameters> parameters, int from, int to, LaneScores before, Blas blas)
      implements FlatMapFunction<Iterator<Chunk>, Tuple2<LaneScores, TimeReport>> {
    @Override
    public Iterator<Tuple2<LaneScores, TimeReport>> call(Iterator<Chunk> chunks) {
      Parameters w = parameters.value();
      try (TaskCalculator calculator = TaskCalculator.borrow(w.topology(), blas)) {
        LaneScores lanes = calculator.score(w, chunks, from, to, before);
        return List.of(new Tuple2<>(lanes, calculator.report())).iterator();
      }
    }
  }
}
