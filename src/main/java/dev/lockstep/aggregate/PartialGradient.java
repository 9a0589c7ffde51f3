package dev.lockstep.aggregate;

import dev.lockstep.network.Gradient;
import dev.lockstep.network.TimeReport;
import java.io.Serializable;
import org.apache.spark.api.java.function.Function2;

/** What {@code treeAggregate} carries: gradients of disjoint nodes, and how they were computed. */
final class PartialGradient implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Unites two partial sums over disjoint blocks, in either order. */
  static final Merge MERGE = new Merge();

  /** A named class: Spark's closure cleaner reads the byte code of lambdas anew at every job. */
  record Merge() implements Function2<PartialGradient, PartialGradient, PartialGradient> {
    @Override
    public PartialGradient call(PartialGradient a, PartialGradient b) {
      return a.merge(b);
    }
  }

  private final BlockForest<Gradient> forest;
  private final LaneScores scores;
  private TimeReport report;

  /** Nothing yet, to be summed over a tree. */
  PartialGradient(BlockTree tree) {
    forest = new BlockForest<>(tree);
    scores = new LaneScores(tree.blocks());
  }

  BlockForest<Gradient> forest() {
    return forest;
  }

  /** Of the lanes that are here, where whole lanes are summed; else of no rows. */
  LaneScores scores() {
    return scores;
  }

  /** Of the tasks that computed this; null where nothing has been added. */
  TimeReport report() {
    return report;
  }

  /** With the time of one more block of the same task. */
  PartialGradient reporting(TimeReport block) {
    if (report == null) {
      report = block;
    } else {
      report.addMean(block);
    }
    return this;
  }

  /** Unites two partial sums over disjoint blocks; the other is not to be used again. */
  PartialGradient merge(PartialGradient other) {
    forest.merge(other.forest);
    scores.merge(other.scores);
    if (report == null || other.report == null) {
      report = report == null ? other.report : report;
    } else {
      report = report.merge(other.report);
    }
    return this;
  }
}
