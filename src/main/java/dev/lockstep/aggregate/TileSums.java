package dev.lockstep.aggregate;

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
  private final double[] part;
  private final Deque<double[]> free = new ArrayDeque<>();

  /** By place; null where nothing is put. */
  private double[][] sums = {};

  private SumPlan plan;
  private List<BlockPass> passes = List.of();
  private Tile tile;

  /**
   * With buffers of its own.
   *
   * @param most the most numbers that a tile has
   * @param clock told of the phases backward and sum
   */
  TileSums(int most, PhaseClock clock) {
    this.clock = clock;
    part = new double[most];
  }

  /**
   * Goes over to other blocks.
   *
   * @param plan how they add up
   * @param passes one for each block of the plan
   */
  void take(SumPlan plan, List<BlockPass> passes) {
    this.plan = plan;
    this.passes = passes;
    if (sums.length != passes.size()) {
      sums = new double[passes.size()][];
    }
  }

  /**
   * Sums a tile.
   *
   * @param tile which part
   * @return by the places of the plan's nodes, their sums: the first {@link Tile#size} numbers;
   *     overwritten by the next tile
   */
  double[][] sum(Tile tile) {
    this.tile = tile;
    for (double[] sum : sums) {
      release(sum);
    }
    Arrays.fill(sums, null);
    plan.sum(this);
    clock.partLap(Phase.BACKWARD);
    return sums;
  }

  private void release(double[] sum) {
    if (sum != null) {
      free.push(sum);
    }
  }

  @Override
  public void put(int place) {
    sums[place] = free.isEmpty() ? new double[part.length] : free.pop();
    passes.get(place).tile(tile, sums[place], 0);
  }

  @Override
  public void addPart(int left, int right) {
    passes.get(right).addTile(tile, sums[left], part);
  }

  @Override
  public void add(int left, int right) {
    clock.partLap(Phase.BACKWARD);
    double[] sum = sums[left];
    double[] other = sums[right];
    for (int i = 0; i < tile.size(); i++) {
      sum[i] += other[i];
    }
    release(other);
    sums[right] = null;
    clock.partLap(Phase.SUM);
  }
}
