package dev.lockstep.aggregate;

import dev.lockstep.data.EpochRows;
import dev.lockstep.data.PackedDataset;
import dev.lockstep.data.TreeShape;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Gradient;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Phase;
import dev.lockstep.network.PhaseClock;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * One Spark job a step: broadcast the parameters, let every partition sum its blocks' gradients,
 * bring the sums together with {@code treeAggregate}, destroy the broadcast. Uses Spark's public
 * interface alone and works on every master.
 */
public final class TreeAggregation implements Aggregation {
  private final JavaSparkContext spark;
  private final EpochRows train;
  private final Blas blas;
  private final RunAccount account = new RunAccount();
  private final EpochEvaluation evaluation;
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
    this(spark, EpochRows.inFileOrder(train), test, blas);
  }

  /**
   * Over cached data sets.
   *
   * @param spark runs the jobs
   * @param train the training set as each epoch learns it
   * @param test the test set
   * @param blas what computes the products of every task
   */
  public TreeAggregation(JavaSparkContext spark, EpochRows train, PackedDataset test, Blas blas) {
    this.spark = spark;
    this.train = train;
    this.blas = blas;
    evaluation = new EpochEvaluation(spark, train, test, blas, account);
  }

  @Override
  public EpochScores epoch(
      int epoch, Parameters parameters, double learningRate, StepListener listener) {
    PackedDataset rows = train.of(epoch);
    int steps = rows.plan().steps();
    for (int step = 0; step < steps; step++) {
      spark.setJobDescription(
          "Epoch %d, step %d of %d: gradient".formatted(epoch, step + 1, steps));
      Gradient gradient = gradient(rows, parameters, step);
      NotFiniteException.check(step, gradient.loss());
      clock.restart();
      parameters.descend(learningRate, gradient);
      clock.lap(Phase.UPDATE);
      listener.stepDone(step);
    }
    account.times().addMean(clock.take(), 1);
    return evaluation.run(epoch, parameters);
  }

  /**
   * The gradient of a whole mini-batch in file order: one Spark job.
   *
   * @param parameters W and b; unchanged
   * @param step the mini-batch, from 0
   * @return dW and db, summed over its blocks in the canonical tree
   */
  public Gradient gradient(Parameters parameters, int step) {
    return gradient(train.of(0), parameters, step);
  }

  private Gradient gradient(PackedDataset rows, Parameters parameters, int step) {
    clock.restart();
    Broadcast<Parameters> broadcast = spark.broadcast(parameters);
    clock.lap(Phase.EXCHANGE);
    long start = System.nanoTime();
    try {
      PartialGradient whole =
          rows.chunks()
              .treeAggregate(
                  new PartialGradient(BlockTree.ofStep(rows.plan(), step)),
                  new AddBlock(broadcast, step, blas),
                  new MergePartials(),
                  TreeShape.depth(rows.chunks().getNumPartitions()));
      account.enter(whole.report(), System.nanoTime() - start);
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
    return account;
  }
}
