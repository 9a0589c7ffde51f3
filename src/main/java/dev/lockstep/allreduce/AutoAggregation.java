package dev.lockstep.allreduce;

import dev.lockstep.aggregate.Aggregation;
import dev.lockstep.aggregate.Slice;
import dev.lockstep.aggregate.Slots;
import dev.lockstep.aggregate.SparkAggregation;
import dev.lockstep.aggregate.SparkRun;
import dev.lockstep.aggregate.TreeAggregation;
import dev.lockstep.allreduce.BarrierPreconditions.Obstacle;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.optimizer.Update;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * All-reduce where Spark can run all tasks at once, and as long as it can; else a Spark job a step.
 */
public final class AutoAggregation extends SparkAggregation {
  private Aggregation current;

  /** Chooses, and says which and why. */
  public AutoAggregation(SparkRun run) {
    super(run, run.pace());
    int tasks = run.partitions();
    Optional<Obstacle> obstacle = BarrierPreconditions.obstacle(run.spark(), tasks);
    String atOnce = tasks == 1 ? "there is one task" : "all %d tasks run at once".formatted(tasks);
    run.notices()
        .accept(
            obstacle.isPresent()
                ? "Aggregation: tree, a Spark job a step, not allreduce: %s."
                    .formatted(obstacle.get().fact())
                : "Aggregation: allreduce: %s.".formatted(atOnce));
    current = obstacle.isPresent() ? new TreeAggregation(run) : new AllReduceAggregation(run);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Where executors have been lost and none has come in their place, the others continue from
   * the same step.
   */
  @Override
  public Slice advance(int epoch, int step, ModelState model, Update update, IntConsumer listener) {
    try {
      return current.advance(epoch, step, model, update, listener);
    } catch (LostExecutorsException e) {
      if (Slots.count(run.spark().sc()) == 0) {
        throw e;
      }
      run.notices()
          .accept(
              "Aggregation: tree, a Spark job a step, from epoch %d, step %d on: executors were lost, and none came in their place."
                  .formatted(epoch, step + 1));
      current = new TreeAggregation(run);
      return current.advance(epoch, step, model, update, listener);
    }
  }
}
