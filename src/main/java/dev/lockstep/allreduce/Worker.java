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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * third part; where the whole gradient is scaled first, the update is a part of its own.
 */
final class Worker {
  private final SharedStep shared;
  private final int rank;
  private final PhaseClock clock;
  private final BooleanSupplier killed;
  private final TileSums tileSums;
  private final Optional<ExchangedStep> exchanged;

  /** How the blocks of the latest step add up, which is mostly how those of the next one do. */
  private SumPlan plan;

  private List<Integer> plannedBlocks = List.of();
  private BlockTree plannedTree;

  /** A task joins; its clock is told of all phases but unpack and forward. */
  Worker(SharedStep shared, int rank, PhaseClock clock, BooleanSupplier killed) {
    this.shared = shared;
    this.rank = rank;
    this.clock = clock;
    this.killed = killed;
    tileSums = new TileSums(shared.tileRoom());
    exchanged = shared.exchange().map(e -> new ExchangedStep(e, shared, rank, clock, killed));
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
  double step(int step, BlockTree tree, SharedStep.Blocks own, Update update) {
    shared.bring(rank, own);
    await();
    List<Integer> blocks = new ArrayList<>();
    List<BlockPass> passes = new ArrayList<>();
    for (SharedStep.Blocks brought : shared.brought()) {
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
    StepUpdate next = new StepUpdate(shared.model(), update);
    double loss =
        exchanged.isPresent() ? exchange(exchanged.get(), step, losses, next) : addUp(losses, next);
    if (Double.isFinite(loss) && !next.scales().isEmpty()) {
      scaleAndUpdate(next);
    }
    await();
    if (rank == 0) {
      shared.model().stepTaken(); // all have updated, and nobody asks before the next wait
    }
    return loss;
  }

  private void await() {
    shared.barrier().await(rank, killed);
    clock.lap(Phase.WAIT);
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
          tileSums.sum(tile);
          clock.lap(Phase.BACKWARD);
          if (atOnce) {
            next.tile(tile, tileSums.at(root));
            clock.lap(Phase.UPDATE);
          } else {
            shared.whole().part(tile).copyFrom(tileSums.at(root));
            clock.lap(Phase.SUM);
          }
        });
    if (!atOnce) {
      await();
    }
    return loss;
  }

  /** Takes tiles until all are taken. */
  private void forEachTile(Consumer<Tile> action) {
    List<Tile> tiles = shared.tiles();
    int count = tiles.size();
    for (int i = shared.takeTile(rank, count); i < count; i = shared.takeTile(rank, count)) {
      action.accept(tiles.get(i));
    }
  }

  /** Some blocks are elsewhere: the tiles make nodes. */
  private double exchange(ExchangedStep others, int step, double[] losses, StepUpdate next) {
    List<SumPlan.Slot> slots = plan.sums();
    List<Exchange.Node> nodes = new ArrayList<>();
    for (SumPlan.Slot slot : slots) {
      nodes.add(new Exchange.Node(shared.node(nodes.size()), losses[slot.index()]));
    }
    forEachTile(
        tile -> {
          tileSums.sum(tile);
          clock.lap(Phase.BACKWARD);
          for (int node = 0; node < slots.size(); node++) {
            shared.node(node).part(tile).copyFrom(tileSums.at(slots.get(node).index()));
          }
          clock.lap(Phase.SUM);
        });
    await();
    return others.take(step, nodes, next);
  }

  /** This worker's rows of the whole gradient, once a scale has seen those of all workers. */
  private void scaleAndUpdate(StepUpdate next) {
    Gradient whole = shared.whole();
    int first = shared.firstRow(rank);
    int end = shared.firstRow(rank + 1);
    for (GradientScale scale : next.scales()) {
      StepUpdate.measure(scale, whole, first, end, shared.ofRows());
      await();
      StepUpdate.scale(scale.factor(shared.ofRows()), whole, first, end);
      await(); // before another scale's values take their room
    }
    next.rows(whole, first, end);
    clock.lap(Phase.UPDATE);
  }
}
