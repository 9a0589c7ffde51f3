package dev.lockstep.aggregate;

import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Gradient;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Phase;
import dev.lockstep.network.Score;
import dev.lockstep.pack.Chunk;
import dev.lockstep.pack.PackedDataset;
import dev.lockstep.pack.TreeShape;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/**
 * The gradient over all rows of the training set, in file order, by one Spark job: every lane adds
 * up its blocks in step order, and {@code treeAggregate} brings the lanes together in the canonical
 * tree.
 */
public final class WholeGradient {
  private final SparkRun run;

  /** Of the rows, at the parameters of the last job; NONE before. */
  private Score score = Score.NONE;

  /** Of the training set of a run. */
  public WholeGradient(SparkRun run) {
    this.run = run;
  }

  /**
   * Runs the job.
   *
   * @param parameters W and b; unchanged
   * @param moment what a notice calls it when a task was lost and done anew
   * @return dW and db of the mean loss of all rows, and that loss; zeros where no row has weight.
   *     The caller's to change
   */
  public Gradient at(Parameters parameters, String moment) {
    PackedDataset rows = run.train().of(0);
    double divisor = rows.divisors().whole();
    if (divisor == 0) {
      return new Gradient(parameters.topology());
    }
    BlockTree tree = BlockTree.ofLanes(rows.plan());
    long begin = System.nanoTime();
    Broadcast<Parameters> broadcast = run.spark().broadcast(parameters);
    long start = System.nanoTime();
    run.account().times().add(Phase.EXCHANGE, start - begin);
    try (TaskFailures failures = TaskFailures.watch(run.spark())) {
      run.spark().setJobDescription("%s: gradient over all rows".formatted(moment));
      PartialGradient whole =
          rows.chunks()
              .mapPartitions(new SumLanes(broadcast, tree, divisor, run.blas()))
              .treeAggregate(
                  new PartialGradient(tree),
                  PartialGradient.MERGE,
                  PartialGradient.MERGE,
                  TreeShape.depth(rows.chunks().getNumPartitions()));
      run.account().enter(whole.report(), System.nanoTime() - start);
      failures.mended(moment).ifPresent(run.notices());
      score = whole.scores().sum(rows.plan().rows());
      return whole.forest().sum();
    } finally {
      broadcast.destroy();
      run.spark().setJobDescription(null);
    }
  }

  /** The score of the training set at the parameters of the last job, as an evaluation has it. */
  public Score score() {
    return score;
  }

  /** Sums the lanes of a partition. */
  private record SumLanes(
      Broadcast<Parameters> parameters, BlockTree tree, double divisor, Blas blas)
      implements FlatMapFunction<Iterator<Chunk>, PartialGradient> {
    @Override
    public Iterator<PartialGradient> call(Iterator<Chunk> chunks) {
      Parameters w = parameters.value();
      PartialGradient sum = new PartialGradient(tree);
      try (TaskCalculator calculator = TaskCalculator.borrow(w.topology(), blas)) {
        calculator.addLanes(w, chunks, divisor, sum);
        return List.of(sum.reporting(calculator.report())).iterator();
      }
    }
  }
}
