package dev.lockstep.allreduce;

import dev.lockstep.aggregate.BlockTree;
import dev.lockstep.aggregate.SumPlan;
import dev.lockstep.network.BlockPass;
import dev.lockstep.network.Gradient;
import dev.lockstep.network.Phase;
import dev.lockstep.network.PhaseClock;
import dev.lockstep.network.StepUpdate;
import dev.lockstep.network.Tile;
import dev.lockstep.network.optimizer.GradientScale;
import dev.lockstep.network.optimizer.Update;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One task in its group, on its own thread.
 *
 * <p>A step has two parts, with a wait after each. First each worker takes its own blocks forward
 * and back, up to du. Then the workers make dW and db together: whoever is free takes the next
 * tile, sums it over all blocks in the canonical tree, and updates the parameters there, so that no
 * gradient goes from one core to another and a worker that is held up leaves its share to the
 * others. Where other JVMs take part, the tiles make this JVM's nodes, which are exchanged in a
 * third part; where the whole gradient is scaled first, the update is a separate part.
 */
final class Worker {
  /** Exchanged numbers that are summed and updated while they are in the first cache. */
  private static final int RUN = 2_048;

  private final WorkerGroup group;
  private final int rank;
  private final PhaseClock clock;
  private final BooleanSupplier killed;
  private final TileSums tileSums;

  /** A run of numbers of every JVM's nodes, by slot; empty in a JVM that is alone. */
  private final double[][] runs;

  /** How the blocks of the latest step add up, which is mostly how those of the next one do. */
  private SumPlan plan;

  private List<Integer> plannedBlocks = List.of();
  private BlockTree plannedTree;

  /** A task joins; its clock measures all phases but unpack and forward. */
  Worker(WorkerGroup group, int task, PhaseClock clock, BooleanSupplier killed) {
    this.group = group;
    rank = group.rankOf(task);
    this.clock = clock;
    this.killed = killed;
    tileSums = new TileSums(group.tiles().stream().mapToInt(Tile::size).max().orElseThrow());
    runs = new double[group.exchange().map(e -> e.plan().mostSlots()).orElse(0)][RUN];
  }

  /**
   * Takes a step together.
   *
   * @param step the mini-batch
   * @param tree the order of summing
   * @param own this task's blocks, gone forward and back; the caller's again on return
   * @param update what is done with the sum of the gradients
   * @return the mini-batch's loss before the update; where it is not finite there was no update
   * @throws dev.lockstep.aggregate.BrokenGroupException if the others are lost
   */
  double step(int step, BlockTree tree, WorkerGroup.Blocks own, Update update) {
    group.bring(rank, own);
    await();
    List<Integer> blocks = new ArrayList<>();
    List<BlockPass> passes = new ArrayList<>();
    for (WorkerGroup.Blocks brought : group.brought()) {
      blocks.addAll(brought.blocks());
      passes.addAll(brought.passes());
    }
    if (!tree.equals(plannedTree) || !blocks.equals(plannedBlocks)) {
      plan = SumPlan.of(tree, blocks);
      plannedTree = tree;
      plannedBlocks = blocks;
    }
    double[] losses = passes.stream().mapToDouble(BlockPass::loss).toArray();
    plan.sum(losses);
    tileSums.take(plan, passes);
    StepUpdate next = new StepUpdate(group.model(), update);
    double loss =
        group.exchange().isPresent()
            ? exchange(group.exchange().get(), step, losses, next)
            : addUp(losses, next);
    if (Double.isFinite(loss) && !next.scales().isEmpty()) {
      scaleAndUpdate(next);
    }
    await();
    if (rank == 0) {
      group.model().stepTaken(); // all have updated, and nobody asks before the next wait
    }
    return loss;
  }

  private void await() {
    group.barrier().await(rank, killed);
    clock.lap(Phase.WAIT);
  }

  /** Where a worker's share of n things begins; the next worker's share begins where it ends. */
  private long shareOf(long n, int worker) {
    return n * worker / group.workers();
  }

  /** All blocks are here: a tile's sum updates the parameters at once, if it is not scaled. */
  private double addUp(double[] losses, StepUpdate next) {
    int root = plan.nodes().sum().index();
    double loss = losses[root];
    if (!Double.isFinite(loss)) {
      return loss;
    }
    boolean atOnce = next.scales().isEmpty();
    forEachTile(
        tile -> {
          if (atOnce) {
            tileSums.update(root, next);
            clock.lap(Phase.UPDATE);
          } else {
            group.whole().part(tile).copyFrom(tileSums.whole(root));
            clock.lap(Phase.SUM);
          }
        });
    if (!atOnce) {
      await();
    }
    return loss;
  }

  /** Takes tiles until all are taken; sums each, and then tells the action. */
  private void forEachTile(Consumer<Tile> action) {
    List<Tile> tiles = group.tiles();
    for (int i = group.takeTile(rank); i < tiles.size(); i = group.takeTile(rank)) {
      tileSums.sum(tiles.get(i));
      clock.lap(Phase.BACKWARD);
      action.accept(tiles.get(i));
    }
  }

  /**
   * Some blocks are elsewhere: the tiles make nodes, which go to the executors that add them up,
   * and each worker updates its share of the parameters by the sums that come back. Where the whole
   * gradient is scaled first, its rows of {@link WorkerGroup#whole} are there on return, and the
   * update is still due.
   */
  private double exchange(Exchange others, int step, double[] losses, StepUpdate next) {
    List<SumPlan.Slot> slots = plan.sums();
    List<Exchange.Node> nodes = new ArrayList<>();
    for (SumPlan.Slot slot : slots) {
      nodes.add(new Exchange.Node(group.node(nodes.size()), losses[slot.index()]));
    }
    forEachTile(
        tile -> {
          for (int node = 0; node < slots.size(); node++) {
            group.node(node).part(tile).copyFrom(tileSums.whole(slots.get(node).index()));
          }
          clock.lap(Phase.SUM);
        });
    await();
    long size = others.plan().size();
    others.sendNodes(rank, step, nodes, shareOf(size, rank), shareOf(size, rank + 1));
    clock.lap(Phase.EXCHANGE);
    others.await(rank, ReduceScatterPlan.nodesRound(step), killed);
    await(); // nobody sends sums while another still sends nodes
    addUpRange(others, step, nodes);
    group.barrier().await(rank, killed);
    others.await(rank, ReduceScatterPlan.sumsRound(step), killed);
    clock.lap(Phase.WAIT);
    DoubleBuffer sums = others.inbox().sums();
    double loss = sums.get((int) size - 1);
    if (Double.isFinite(loss)) {
      updateShare(sums, next);
    }
    return loss;
  }

  /** Adds up this worker's share of the range of its executor, and sends the sums to all. */
  private void addUpRange(Exchange others, int step, List<Exchange.Node> own) {
    ReduceScatterPlan shares = others.plan();
    ReduceScatterPlan.Nodes nodes = shares.nodes(step);
    int self = shares.self();
    long first = shares.from(self);
    long start = first + shareOf(shares.length(self), rank);
    long end = first + shareOf(shares.length(self), rank + 1);
    for (long from = start; from < end; from += RUN) {
      int count = (int) Math.min(RUN, end - from);
      for (int executor = 0; executor < shares.executors(); executor++) {
        List<Integer> slots = nodes.slots().get(executor);
        for (int node = 0; node < slots.size(); node++) {
          double[] values = runs[slots.get(node)];
          if (executor == self) {
            own.get(node).copy(from, from + count, DoubleBuffer.wrap(values));
          } else {
            others.inbox().node(executor, node).get((int) (from - first), values, 0, count);
          }
        }
      }
      nodes.sums().sum(runs, count);
      others.inbox().sums().put((int) from, runs[nodes.root()], 0, count);
    }
    others.sendSums(rank, step, start, end);
    clock.lap(Phase.EXCHANGE);
  }

  private void updateShare(DoubleBuffer sums, StepUpdate next) {
    if (!next.scales().isEmpty()) {
      group.whole().readRows(sums, firstRow(rank), firstRow(rank + 1));
      clock.lap(Phase.EXCHANGE);
      return;
    }
    int numbers = sums.capacity() - 1; // without the loss
    int end = (int) Math.min(shareOf(sums.capacity(), rank + 1), numbers);
    for (int from = (int) shareOf(sums.capacity(), rank); from < end; from += RUN) {
      int count = Math.min(RUN, end - from);
      sums.get(from, runs[0], 0, count);
      clock.lap(Phase.EXCHANGE);
      next.slice(runs[0], from, from + count);
      clock.lap(Phase.UPDATE);
    }
  }

  /** The first row of a worker's share of the whole gradient. */
  private int firstRow(int worker) {
    return (int) shareOf(group.ofRows().length, worker);
  }

  /** This worker's rows of the whole gradient, once a scale has seen those of all workers. */
  private void scaleAndUpdate(StepUpdate next) {
    Gradient whole = group.whole();
    int first = firstRow(rank);
    int end = firstRow(rank + 1);
    for (GradientScale scale : next.scales()) {
      StepUpdate.measure(scale, whole, first, end, group.ofRows());
      await();
      StepUpdate.scale(scale.factor(group.ofRows()), whole, first, end);
      await(); // before another scale's values take their room
    }
    next.rows(whole, first, end);
    clock.lap(Phase.UPDATE);
  }
}
