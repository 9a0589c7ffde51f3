package dev.lockstep.allreduce;

import dev.lockstep.aggregate.BlockTree;
import dev.lockstep.aggregate.BrokenGroupException;
import dev.lockstep.aggregate.SumPlan;
import dev.lockstep.network.BlockPass;
import dev.lockstep.network.Phase;
import dev.lockstep.network.PhaseClock;
import dev.lockstep.network.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One task in its group, on its own thread.
 *
 * <p>A step has two parts, with a wait after each. First each task takes its own blocks forward and
 * back, up to du. Then the tasks make dW and db together: whoever is free takes the next tile, sums
 * it over all blocks in the canonical tree, and updates the parameters there, so that no gradient
 * goes from one core to another and a task that is held up leaves its share to the others. Where
 * other JVMs take part, the tiles make this JVM's nodes, which are exchanged in a third part.
 */
final class Worker {
  private final SharedStep group;
  private final int rank;
  private final PhaseClock clock;
  private final BooleanSupplier killed;
  private final TileSums tileSums;
  private final Optional<ExchangedStep> exchanged;

  /** How the blocks of the latest step add up, which is mostly how those of the next one do. */
  private SumPlan plan;

  private List<Integer> plannedBlocks = List.of();
  private BlockTree plannedTree;

  /**
   * A task takes its place.
   *
   * @param group what it shares with the others
   * @param rank its number among the tasks of this JVM, from 0
   * @param clock told of all phases but unpack and forward
   * @param killed whether Spark wants the task to end
   */
  Worker(SharedStep group, int rank, PhaseClock clock, BooleanSupplier killed) {
    this.group = group;
    this.rank = rank;
    this.clock = clock;
    this.killed = killed;
    tileSums = new TileSums(group.tileRoom());
    exchanged = group.exchange().map(e -> new ExchangedStep(e, group, rank, clock, killed));
  }

  /**
   * Takes a step together.
   *
   * @param step the mini-batch
   * @param tree the order of summing
   * @param own this task's blocks, gone forward and back; the caller's again on return
   * @param learningRate lr
   * @return the mini-batch's loss before the update; where it is not finite there was no update
   * @throws BrokenGroupException if the others are lost
   */
  double step(int step, BlockTree tree, SharedStep.Blocks own, double learningRate) {
    group.bring(rank, own);
    await();
    List<Integer> blocks = new ArrayList<>();
    List<BlockPass> passes = new ArrayList<>();
    for (SharedStep.Blocks brought : group.brought()) {
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
    double loss =
        exchanged.isPresent()
            ? exchange(exchanged.get(), step, losses, learningRate)
            : descend(losses, learningRate);
    await();
    return loss;
  }

  private void await() {
    group.barrier().await(rank, killed);
    clock.lap(Phase.WAIT);
  }

  /** All blocks are here: a tile's sum updates the parameters at once. */
  private double descend(double[] losses, double learningRate) {
    int root = plan.nodes().sum().index();
    double loss = losses[root];
    if (Double.isFinite(loss)) {
      forEachTile(
          tile -> {
            tileSums.sum(tile);
            clock.lap(Phase.BACKWARD);
            group.parameters().descend(learningRate, tile, tileSums.at(root));
            clock.lap(Phase.UPDATE);
          });
    }
    return loss;
  }

  /** Takes tiles until all are taken. */
  private void forEachTile(Consumer<Tile> action) {
    List<Tile> tiles = group.tiles();
    int count = tiles.size();
    for (int i = group.takeTile(rank, count); i < count; i = group.takeTile(rank, count)) {
      action.accept(tiles.get(i));
    }
  }

  /** Some blocks are elsewhere: the tiles make nodes. */
  private double exchange(ExchangedStep others, int step, double[] losses, double learningRate) {
    List<SumPlan.Place> places = plan.sums();
    List<NodeValues> nodes = new ArrayList<>();
    for (SumPlan.Place place : places) {
      nodes.add(new NodeValues(group.node(nodes.size()), losses[place.index()]));
    }
    forEachTile(
        tile -> {
          tileSums.sum(tile);
          clock.lap(Phase.BACKWARD);
          for (int node = 0; node < places.size(); node++) {
            group.node(node).part(tile).copyFrom(tileSums.at(places.get(node).index()));
          }
          clock.lap(Phase.SUM);
        });
    await();
    return others.take(step, nodes, learningRate);
  }
}
