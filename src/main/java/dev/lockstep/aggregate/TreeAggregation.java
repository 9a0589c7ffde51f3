package dev.lockstep.aggregate;

import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Gradient;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Phase;
import dev.lockstep.network.PhaseClock;
import dev.lockstep.pack.PackedDataset;
import dev.lockstep.pack.TreeShape;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * One Spark job a step: broadcast the parameters, let every partition sum its blocks' gradients,
 * bring the sums together with {@code treeAggregate}, destroy the broadcast. Uses Spark's public
 * interface alone and works on every master.
 */
public final class TreeAggregation implements Aggregation {
  private final SparkRun run;
  private final EpochEvaluation evaluation;
  private final long most;
  private final PhaseClock clock = new PhaseClock();

  /**
   * Over data sets in file order.
   *
   * @param spark runs the jobs
   * @param train the training set
   * @param test the test set
   * @param blas what computes the products of every task
   */
  public TreeAggregation(
      JavaSparkContext spark, PackedDataset train, PackedDataset test, Blas blas) {
    this(SparkRun.inFileOrder(spark, train, test, blas));
  }

  private TreeAggregation(SparkRun run) {
    this(run, run.pace());
  }

  public TreeAggregation(SparkRun run, Pace pace) {
    this.run = run;
    evaluation = new EpochEvaluation(run, pace);
    most = pace.most();
    run.account().begin(AggregationKind.TREE);
  }

  @Override
  public Slice advance(
      int epoch, int from, Parameters parameters, double learningRate, StepListener listener) {
    PackedDataset rows = run.train().of(epoch);
    int steps = rows.plan().steps();
    if (from == steps) {
      return Slice.last(steps, evaluation.run(epoch, parameters));
    }
    long start = System.nanoTime();
    int step = from;
    try (TaskFailures failures = TaskFailures.watch(run.spark())) {
      do {
        run.spark()
            .setJobDescription(
                "Epoch %d, step %d of %d: gradient".formatted(epoch, step + 1, steps));
        Gradient gradient = gradient(rows, parameters, step);
        NotFiniteException.check(step, gradient.loss());
        clock.restart();
        parameters.descend(learningRate, gradient);
        clock.lap(Phase.UPDATE);
        failures.mended("epoch %d, step %d".formatted(epoch, step + 1)).ifPresent(run.notices());
        listener.stepDone(step);
        step++;
      } while (step < steps && System.nanoTime() - start < most);
    }
    run.account().times().addMean(clock.take(), 1);
    return Slice.upTo(step);
  }

  /**
   * The gradient of a whole mini-batch in file order: one Spark job.
   *
   * @param parameters W and b; unchanged
   * @param step the mini-batch, from 0
   * @return dW and db, summed over its blocks in the canonical tree
   */
  public Gradient gradient(Parameters parameters, int step) {
    return gradient(run.train().of(0), parameters, step);
  }

  private Gradient gradient(PackedDataset rows, Parameters parameters, int step) {
    clock.restart();
    Broadcast<Parameters> broadcast = run.spark().broadcast(parameters);
    clock.lap(Phase.EXCHANGE);
    long start = System.nanoTime();
    try {
      PartialGradient whole =
          rows.chunks()
              .treeAggregate(
                  new PartialGradient(BlockTree.ofStep(rows.plan(), step)),
                  new AddBlock(broadcast, step, run.blas()),
                  new MergePartials(),
                  TreeShape.depth(rows.chunks().getNumPartitions()));
      run.account().enter(whole.report(), System.nanoTime() - start);
      return whole.forest().sum();
    } finally {
      broadcast.destroy();
    }
  }

  @Override
  public EpochScores evaluate(Parameters parameters) {
    return evaluation.run(0, parameters);
  }

  @Override
  public RunAccount account() {
    return run.account();
  }
}
