package dev.lockstep.allreduce;

import dev.lockstep.aggregate.SumPlan;
import dev.lockstep.linalg.Matrix;
import dev.lockstep.network.BlockPass;
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
  private final int room;
  private final double[] part;
  private final Deque<double[]> free = new ArrayDeque<>();

  /** By slot; null where nothing is put. */
  private double[][] sums = {};

  private SumPlan plan;
  private List<BlockPass> passes = List.of();
  private Tile tile;

  /** For tiles of at most so many numbers. */
  TileSums(int room) {
    this.room = room;
    part = new double[room];
  }

  /** Goes over to other blocks: how they add up, and a pass for each block of the plan. */
  void take(SumPlan plan, List<BlockPass> passes) {
    this.plan = plan;
    this.passes = passes;
    if (sums.length != passes.size()) {
      sums = new double[passes.size()][];
    }
  }

  /** Sums a tile. The sums of the nodes of the plan are then at their {@linkplain #at slots}. */
  void sum(Tile tile) {
    this.tile = tile;
    for (double[] sum : sums) {
      release(sum);
    }
    Arrays.fill(sums, null);
    plan.sum(this);
  }

  private void release(double[] sum) {
    if (sum != null) {
      free.push(sum);
    }
  }

  /** The sum at a slot, without gaps, until the next tile. */
  Matrix at(int slot) {
    return in(sums[slot]);
  }

  private Matrix in(double[] values) {
    return new Matrix(values, tile.rows(), tile.columns());
  }

  @Override
  public void put(int slot) {
    double[] sum = free.isEmpty() ? new double[room] : free.pop();
    passes.get(slot).tile(tile, in(sum));
    sums[slot] = sum;
  }

  @Override
  public void addPart(int left, int right) {
    passes.get(right).addTile(tile, at(left), in(part));
  }

  @Override
  public void add(int left, int right) {
    tile.add(at(right), at(left));
    release(sums[right]);
    sums[right] = null;
  }
}
