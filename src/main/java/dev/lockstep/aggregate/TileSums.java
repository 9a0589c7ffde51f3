package dev.lockstep.aggregate;

import dev.lockstep.linalg.MatrixRows;
import dev.lockstep.network.BlockPass;
import dev.lockstep.network.Phase;
import dev.lockstep.network.PhaseClock;
import dev.lockstep.network.Tile;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Sums one tile of dW or db over blocks, in the canonical tree, while it is in the cache. Belongs
 * to one thread.
 */
final class TileSums implements SumPlan.Parts {
  private final PhaseClock clock;
  private final int room;
  private final TileBuffer part;
  private final Deque<TileBuffer> free = new ArrayDeque<>();

  /** By place; null where nothing is put. */
  private TileBuffer[] sums = {};

  private SumPlan plan;
  private List<BlockPass> passes = List.of();
  private boolean isAligned;
  private Tile tile;

  /**
   * With buffers of its own.
   *
   * @param room how long an array must be for any tile
   * @param clock told of the phases backward and sum
   */
  TileSums(int room, PhaseClock clock) {
    this.clock = clock;
    this.room = room;
    part = new TileBuffer(room);
  }

  /**
   * Goes over to other blocks.
   *
   * @param plan how they add up
   * @param passes one for each block of the plan
   * @param isAligned whether the tiles of dW1 get aligned rows: then all blocks are sparse
   */
  void take(SumPlan plan, List<BlockPass> passes, boolean isAligned) {
    this.isAligned = isAligned;
    this.plan = plan;
    this.passes = passes;
    if (sums.length != passes.size()) {
      sums = new TileBuffer[passes.size()];
    }
  }

  /**
   * Sums a tile. The sums of the nodes of the plan are then at their {@linkplain #at places}.
   *
   * @param tile which part
   */
  void sum(Tile tile) {
    this.tile = tile;
    part.take(tile, isAligned(tile));
    for (TileBuffer sum : sums) {
      release(sum);
    }
    Arrays.fill(sums, null);
    plan.sum(this);
    clock.partLap(Phase.BACKWARD);
  }

  private boolean isAligned(Tile tile) {
    return isAligned && tile.isOfW1();
  }

  private void release(TileBuffer sum) {
    if (sum != null) {
      free.push(sum);
    }
  }

  /** The sum at a place, until the next tile. */
  MatrixRows at(int place) {
    return sums[place].rows();
  }

  @Override
  public void put(int place) {
    TileBuffer sum = free.isEmpty() ? new TileBuffer(room) : free.pop();
    sum.take(tile, isAligned(tile));
    passes.get(place).tile(tile, sum.rows());
    sums[place] = sum;
  }

  @Override
  public void addPart(int left, int right) {
    passes.get(right).addTile(tile, at(left), part.rows());
  }

  @Override
  public void add(int left, int right) {
    clock.partLap(Phase.BACKWARD);
    at(left).add(at(right));
    release(sums[right]);
    sums[right] = null;
    clock.partLap(Phase.SUM);
  }
}
