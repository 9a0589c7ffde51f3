package dev.lockstep.allreduce;

import dev.lockstep.network.BlockPass;
import dev.lockstep.network.Gradient;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.Tile;
import dev.lockstep.network.Topology;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the tasks of one JVM share in a step.
 *
 * <p>Ownership: from the end of a step to its first wait the parameters are read-only and a block's
 * pass is its task's. From then to the next wait all passes are read-only, and a tile of everything
 * else is the task's that has taken it.
 */
final class SharedStep {
  /** What a task brings: its blocks that have rows, and a pass for each. */
  record Blocks(List<Integer> blocks, List<BlockPass> passes) {}

  private final ModelState model;
  private final StepBarrier barrier;
  private final Optional<Exchange> exchange;
  private final AtomicReferenceArray<Blocks> brought;
  private final AtomicIntegerArray taken;
  private final List<Tile> tiles;

  /** This JVM's nodes, where there are others. */
  private final List<Gradient> nodes;

  /** The whole gradient, where it is scaled before the update; null elsewhere. */
  private Gradient whole;

  /** What a scale asks of every row of the whole gradient. */
  private final double[] ofRows;

  /**
   * Before the first step of so many workers, which change the model; {@code exchange} connects
   * them to other JVMs, if there are any.
   */
  SharedStep(ModelState model, int workers, StepBarrier barrier, Optional<Exchange> exchange) {
    this.model = model;
    this.barrier = barrier;
    this.exchange = exchange;
    brought = new AtomicReferenceArray<>(workers);
    taken = new AtomicIntegerArray(workers);
    Topology topology = model.parameters().topology();
    ofRows = new double[topology.rows()];
    tiles = Tile.all(topology);
    int most = exchange.map(e -> e.plan().mostNodes(e.plan().self())).orElse(0);
    nodes = Stream.generate(() -> new Gradient(topology)).limit(most).toList();
  }

  ModelState model() {
    return model;
  }

  StepBarrier barrier() {
    return barrier;
  }

  Optional<Exchange> exchange() {
    return exchange;
  }

  int workers() {
    return brought.length();
  }

  /** The gradient of a node of this JVM; of a JVM that is alone there is none. */
  Gradient node(int node) {
    return nodes.get(node);
  }

  /** The whole gradient, for updates that scale it: made when it is first asked for. */
  synchronized Gradient whole() {
    if (whole == null) {
      whole = new Gradient(model.parameters().topology());
    }
    return whole;
  }

  /**
   * The first row of a worker's share of the whole gradient; its number of workers gives the end.
   */
  int firstRow(int rank) {
    return (int) ((long) ofRows.length * rank / workers());
  }

  /** What a scale asks of every row of the whole gradient: a value for each. */
  double[] ofRows() {
    return ofRows;
  }

  /** Numbers of the largest tile. */
  int tileRoom() {
    return tiles.stream().mapToInt(Tile::size).max().orElseThrow();
  }

  /** A task brings its blocks; the tiles of the step before have all been taken. */
  void bring(int rank, Blocks blocks) {
    taken.set(rank, 0);
    brought.set(rank, blocks);
  }

  /** What all tasks have brought, after the wait. */
  List<Blocks> brought() {
    return IntStream.range(0, workers()).mapToObj(brought::get).toList();
  }

  /** The cut of the gradient. */
  List<Tile> tiles() {
    return tiles;
  }

  /**
   * Takes a tile that no other worker takes: one of its own share as long as there are any, which
   * its core may still have in its cache, then one of another's. Returns its number, or that of all
   * tiles if there is none left.
   */
  int takeTile(int rank, int tiles) {
    for (int i = 0; i < workers(); i++) {
      int share = (rank + i) % workers();
      int first = tiles * share / workers();
      int tile = first + taken.getAndIncrement(share);
      if (tile < tiles * (share + 1) / workers()) {
        return tile;
      }
    }
    return tiles;
  }
}
