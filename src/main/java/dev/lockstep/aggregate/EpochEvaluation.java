package dev.lockstep.aggregate;

import dev.lockstep.data.EpochRows;
import dev.lockstep.data.PackedDataset;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Score;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** Scores both data sets, in one Spark job each. */
final class EpochEvaluation {
  private final JavaSparkContext spark;
  private final EpochRows train;
  private final PackedDataset test;
  private final Blas blas;
  private final RunAccount account;

  EpochEvaluation(
      JavaSparkContext spark, EpochRows train, PackedDataset test, Blas blas, RunAccount account) {
    this.spark = spark;
    this.train = train;
    this.test = test;
    this.blas = blas;
    this.account = account;
  }

  /**
   * Runs both jobs.
   *
   * @param epoch which has ended: the training set is scored in its order
   * @param parameters W and b; unchanged
   */
  EpochScores run(int epoch, Parameters parameters) {
    Broadcast<Parameters> broadcast = spark.broadcast(parameters);
    try {
      return new EpochScores(
          score(epoch, train.of(epoch), broadcast), score(epoch, test, broadcast));
    } finally {
      broadcast.destroy();
      spark.setJobDescription(null);
    }
  }

  private Score score(int epoch, PackedDataset data, Broadcast<Parameters> parameters) {
    if (data.plan().rows() == 0) {
      return Score.NONE;
    }
    spark.setJobDescription("Epoch %d: score of the %s set".formatted(epoch, data.name()));
    long start = System.nanoTime();
    int blocks = data.plan().blocks();
    ColumnScores columns = new ColumnScores(blocks);
    TaskReport report = null;
    for (Tuple2<ColumnScores, TaskReport> partition :
        data.chunks().mapPartitions(new ScorePartition(parameters, blocks, blas)).collect()) {
      columns.merge(partition._1);
      report = report == null ? partition._2 : report.merge(partition._2);
    }
    account.enter(report, System.nanoTime() - start);
    return columns.sum(data.plan().rows());
  }
}
