package dev.lockstep.allreduce;

import dev.lockstep.network.Parameters;
import dev.lockstep.network.Phase;
import dev.lockstep.network.PhaseClock;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * One task's part of the steps of several executors: its share of all numbers, from the nodes of
 * its executor to the changed parameters. Belongs to the task's thread.
 */
final class ExchangedStep {
  /** Numbers that are summed and updated while they are in the first cache. */
  private static final int TILE = 2_048;

  private final Exchange exchange;
  private final ReduceScatterPlan shape;
  private final StepBarrier barrier;
  private final Parameters parameters;
  private final int worker;
  private final int workers;
  private final PhaseClock clock;
  private final BooleanSupplier killed;

  /** A tile of every node, by place. */
  private final double[][] tile;

  /**
   * For one task.
   *
   * @param exchange the executor's connections
   * @param group what its tasks share
   * @param worker which of its tasks this is
   * @param clock told of the phases wait, exchange and update
   * @param killed whether Spark wants the task to end
   */
  ExchangedStep(
      Exchange exchange, SharedStep group, int worker, PhaseClock clock, BooleanSupplier killed) {
    this.exchange = exchange;
    shape = exchange.shape();
    barrier = group.barrier();
    parameters = group.parameters();
    this.worker = worker;
    workers = group.workers();
    this.clock = clock;
    this.killed = killed;
    int places = Math.max(shape.plan(0).places(), shape.plan(shape.steps() - 1).places());
    tile = new double[places][TILE];
  }

  /** The first number of this task's share of all. */
  private long from() {
    return shape.size() * worker / workers;
  }

  /** The number after the last of this task's share of all. */
  private long to() {
    return shape.size() * (worker + 1) / workers;
  }

  /**
   * Takes the step.
   *
   * @param step the mini-batch
   * @param own the executor's nodes, complete
   * @param learningRate lr
   * @return the loss; where it is not finite there was no update
   */
  double take(int step, List<NodeValues> own, double learningRate) {
    exchange.sendNodes(worker, step, own, from(), to());
    clock.lap(Phase.EXCHANGE);
    exchange.awaitNodes(worker, step, killed);
    barrier.await(worker, killed); // no task sends sums while another still sends nodes
    clock.lap(Phase.WAIT);
    DoubleBuffer sums = exchange.inbound().sums();
    long first = shape.from(shape.self());
    long length = shape.length(shape.self());
    long start = first + length * worker / workers;
    long end = first + length * (worker + 1) / workers;
    for (long from = start; from < end; from += TILE) {
      int count = (int) Math.min(TILE, end - from);
      sums.put((int) from, sum(step, own, from, from + count), 0, count);
    }
    exchange.sendSums(worker, step, start, end);
    clock.lap(Phase.EXCHANGE);
    barrier.await(worker, killed);
    exchange.awaitSums(worker, step, killed);
    clock.lap(Phase.WAIT);
    return update(sums, learningRate);
  }

  private double update(DoubleBuffer sums, double learningRate) {
    int size = (int) shape.size() - 1;
    double loss = sums.get(size);
    if (Double.isFinite(loss)) {
      int end = (int) Math.min(to(), size);
      for (int from = (int) from(); from < end; from += TILE) {
        int count = Math.min(TILE, end - from);
        sums.get(from, tile[0], 0, count);
        clock.lap(Phase.EXCHANGE);
        parameters.descend(learningRate, tile[0], from, from + count);
        clock.lap(Phase.UPDATE);
      }
    }
    return loss;
  }

  /** The sum of all executors' nodes in at most {@link #TILE} numbers; overwritten by the next. */
  private double[] sum(int step, List<NodeValues> own, long from, long to) {
    ExchangePlan plan = shape.plan(step);
    int count = (int) (to - from);
    int base = (int) (from - shape.from(shape.self()));
    for (int executor = 0; executor < shape.executors(); executor++) {
      for (int node = 0; node < plan.nodes().get(executor); node++) {
        double[] values = tile[plan.firstPlaces().get(executor) + node];
        if (executor == shape.self()) {
          own.get(node).copy(from, to, DoubleBuffer.wrap(values));
        } else {
          exchange.inbound().node(executor, node).get(base, values, 0, count);
        }
      }
    }
    plan.sums().sum(tile, count);
    return tile[plan.root()];
  }
}
