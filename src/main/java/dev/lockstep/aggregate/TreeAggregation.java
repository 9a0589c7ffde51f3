package dev.lockstep.aggregate;

import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Gradient;
import dev.lockstep.network.MiniBatch;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Phase;
import dev.lockstep.network.PhaseClock;
import dev.lockstep.network.StepUpdate;
import dev.lockstep.network.optimizer.Update;
import dev.lockstep.pack.Chunk;
import dev.lockstep.pack.PackedDataset;
import dev.lockstep.pack.TreeShape;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;

/**
 * One Spark job a step: broadcast the parameters, let every partition sum its blocks' gradients,
 * bring the sums together with {@code treeAggregate}, destroy the broadcast. Uses Spark's public
 * interface alone and works on every master.
 */
public final class TreeAggregation extends SparkAggregation {
  private final long most;
  private final PhaseClock clock = new PhaseClock();

  /** For a run of which nothing has been measured. */
  public TreeAggregation(SparkRun run) {
    this(run, run.pace());
  }

  /** For a run, in slices as long as the pace says. */
  public TreeAggregation(SparkRun run, Pace pace) {
    super(run, pace);
    most = pace.most();
    run.account().begin(AggregationKind.TREE);
  }

  @Override
  public Slice advance(int epoch, int from, ModelState model, Update update, IntConsumer listener) {
    PackedDataset rows = run.train().of(epoch);
    int steps = rows.plan().steps();
    if (from == steps) {
      return new Slice(steps, evaluation.run(epoch, model.parameters()));
    }
    long start = System.nanoTime();
    int step = from;
    try (TaskFailures failures = TaskFailures.watch(run.spark())) {
      do {
        run.spark()
            .setJobDescription(
                "Epoch %d, step %d of %d: gradient".formatted(epoch, step + 1, steps));
        if (rows.divisors().of(step) > 0) {
          MiniBatch batch = new MiniBatch(step, rows.divisors().of(step), run.dropout().in(epoch));
          Gradient gradient = gradient(rows, model.parameters(), batch);
          DivergedException.check(step, gradient.loss());
          clock.restart();
          new StepUpdate(model, update).take(gradient);
          clock.lap(Phase.UPDATE);
        }
        failures.mended("epoch %d, step %d".formatted(epoch, step + 1)).ifPresent(run.notices());
        listener.accept(step);
        step++;
      } while (step < steps && System.nanoTime() - start < most);
    }
    run.account().times().addMean(clock.take());
    return new Slice(step, List.of());
  }

  /**
   * The gradient of a whole mini-batch in file order, without dropout: one Spark job.
   *
   * @param parameters W and b; unchanged
   * @param step the mini-batch, from 0
   * @return dW and db, summed over its blocks in the canonical tree
   */
  public Gradient gradient(Parameters parameters, int step) {
    PackedDataset rows = run.train().of(0);
    return gradient(rows, parameters, new MiniBatch(step, rows.divisors().of(step)));
  }

  private Gradient gradient(PackedDataset rows, Parameters parameters, MiniBatch batch) {
    clock.restart();
    Broadcast<Parameters> broadcast = run.spark().broadcast(parameters);
    clock.lap(Phase.EXCHANGE);
    long start = System.nanoTime();
    try {
      PartialGradient whole =
          rows.chunks()
              .treeAggregate(
                  new PartialGradient(BlockTree.ofStep(rows.plan(), batch.step())),
                  new AddBlock(broadcast, batch, run.blas()),
                  PartialGradient.MERGE,
                  TreeShape.depth(rows.chunks().getNumPartitions()));
      run.account().enter(whole.report(), System.nanoTime() - start);
      return whole.forest().sum();
    } finally {
      broadcast.destroy();
    }
  }

  /**
   * Adds the gradient of a mini-batch's block to a partial sum, if the chunk holds it. A named
   * class: Spark's closure cleaner reads the byte code of lambdas again at every job, and leaves it
   * alone.
   */
  private record AddBlock(Broadcast<Parameters> parameters, MiniBatch batch, Blas blas)
      implements Function2<PartialGradient, Chunk, PartialGradient> {
    @Override
    public PartialGradient call(PartialGradient sum, Chunk chunk) {
      if (!chunk.hasBlock(batch.step())) {
        return sum;
      }
      Parameters w = parameters.value();
      try (TaskCalculator calculator = TaskCalculator.borrow(w.topology(), blas)) {
        calculator.addBlock(w, chunk, batch, sum.forest());
        return sum.reporting(calculator.report());
      }
    }
  }
}
