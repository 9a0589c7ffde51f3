package dev.lockstep.allreduce;

import dev.lockstep.network.Phase;
import dev.lockstep.network.PhaseClock;
import dev.lockstep.network.StepUpdate;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * One worker's part of the steps of several executors: its share of all numbers, from the nodes of
 * its executor to the changed parameters. Belongs to the worker's thread.
 */
final class ExchangedStep {
  /** Numbers that are summed and updated while they are in the first cache. */
  private static final int TILE = 2_048;

  private final Exchange exchange;
  private final ReduceScatterPlan plan;
  private final SharedStep shared;
  private final int rank;
  private final PhaseClock clock;
  private final BooleanSupplier killed;

  /** A tile of every node, by slot. */
  private final double[][] tile;

  /** For one worker, whose clock is told of the phases wait, exchange and update. */
  ExchangedStep(
      Exchange exchange, SharedStep shared, int rank, PhaseClock clock, BooleanSupplier killed) {
    this.exchange = exchange;
    plan = exchange.plan();
    this.shared = shared;
    this.rank = rank;
    this.clock = clock;
    this.killed = killed;
    tile = new double[plan.mostSlots()][TILE];
  }

  /** The first number of this worker's share of all. */
  private long from() {
    return plan.size() * rank / shared.workers();
  }

  /** The number after the last of this worker's share of all. */
  private long to() {
    return plan.size() * (rank + 1) / shared.workers();
  }

  /**
   * Takes the step. Where the whole gradient is scaled before the update, this worker's rows of
   * {@link SharedStep#whole} are there on return, and the update is still due.
   *
   * @param step the mini-batch
   * @param own the executor's nodes, complete
   * @param next changes the parameters
   * @return the loss; where it is not finite there was no update
   */
  double take(int step, List<Exchange.Node> own, StepUpdate next) {
    exchange.sendNodes(rank, step, own, from(), to());
    clock.lap(Phase.EXCHANGE);
    exchange.await(rank, ReduceScatterPlan.nodesRound(step), killed);
    shared.barrier().await(rank, killed); // nobody sends sums while another still sends nodes
    clock.lap(Phase.WAIT);
    DoubleBuffer sums = exchange.inbox().sums();
    long first = plan.from(plan.self());
    long length = plan.length(plan.self());
    long start = first + length * rank / shared.workers();
    long end = first + length * (rank + 1) / shared.workers();
    for (long from = start; from < end; from += TILE) {
      int count = (int) Math.min(TILE, end - from);
      sums.put((int) from, sum(step, own, from, from + count), 0, count);
    }
    exchange.sendSums(rank, step, start, end);
    clock.lap(Phase.EXCHANGE);
    shared.barrier().await(rank, killed);
    exchange.await(rank, ReduceScatterPlan.sumsRound(step), killed);
    clock.lap(Phase.WAIT);
    double loss = sums.get((int) plan.size() - 1);
    if (Double.isFinite(loss)) {
      update(sums, next);
    }
    return loss;
  }

  private void update(DoubleBuffer sums, StepUpdate next) {
    if (!next.scales().isEmpty()) {
      shared.whole().readRows(sums, shared.firstRow(rank), shared.firstRow(rank + 1));
      clock.lap(Phase.EXCHANGE);
      return;
    }
    int end = (int) Math.min(to(), plan.size() - 1);
    for (int from = (int) from(); from < end; from += TILE) {
      int count = Math.min(TILE, end - from);
      sums.get(from, tile[0], 0, count);
      clock.lap(Phase.EXCHANGE);
      next.slice(tile[0], from, from + count);
      clock.lap(Phase.UPDATE);
    }
  }

  /** The sum of all executors' nodes in at most {@link #TILE} numbers; overwritten by the next. */
  private double[] sum(int step, List<Exchange.Node> own, long from, long to) {
    ReduceScatterPlan.Nodes nodes = plan.nodes(step);
    int count = (int) (to - from);
    int base = (int) (from - plan.from(plan.self()));
    for (int executor = 0; executor < plan.executors(); executor++) {
      for (int node = 0; node < nodes.counts().get(executor); node++) {
        double[] values = tile[nodes.firstSlots().get(executor) + node];
        if (executor == plan.self()) {
          own.get(node).copy(from, to, DoubleBuffer.wrap(values));
        } else {
          exchange.inbox().node(executor, node).get(base, values, 0, count);
        }
      }
    }
    nodes.sums().sum(tile, count);
    return tile[nodes.root()];
  }
}
