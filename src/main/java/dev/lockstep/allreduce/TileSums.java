package dev.lockstep.allreduce;

import dev.lockstep.aggregate.SumPlan;
import dev.lockstep.linalg.Elementwise;
import dev.lockstep.linalg.Matrix;
import dev.lockstep.network.BlockPass;
import dev.lockstep.network.StepUpdate;
import dev.lockstep.network.Tile;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Sums one tile of dW or db over blocks, in the canonical tree, while it is in the cache. Of a tile
 * of which most rows are zero in all blocks, the others alone are touched. Belongs to one thread.
 */
final class TileSums implements SumPlan.Parts {
  private static final Elementwise FORMULAS = Elementwise.fastest();

  private final int room;
  private final double[] part;
  private final Deque<double[]> free = new ArrayDeque<>();

  /** By slot; null where nothing is put. */
  private double[][] sums = {};

  private SumPlan plan;
  private List<BlockPass> passes = List.of();
  private Tile tile;

  /** Whether a row of the tile is not zero in some block, and which these are: so many. */
  private boolean[] areActive = {};

  private int[] active = {};
  private int activeCount;

  /** Whether active rows alone are summed; the others then hold what they happen to hold. */
  private boolean areRowsTold;

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

  /** Sums a tile. The sums of the nodes of the plan are then at their {@linkplain #whole slots}. */
  void sum(Tile tile) {
    this.tile = tile;
    tellRows();
    for (double[] sum : sums) {
      release(sum);
    }
    Arrays.fill(sums, null);
    plan.sum(this);
  }

  private void tellRows() {
    for (int i = 0; i < activeCount; i++) {
      areActive[active[i]] = false;
    }
    activeCount = 0;
    if (areActive.length < tile.rows()) {
      areActive = new boolean[tile.rows()];
      active = new int[tile.rows()];
    }
    areRowsTold = !passes.isEmpty();
    for (BlockPass pass : passes) {
      areRowsTold = areRowsTold && pass.tellRows(tile, this::activate);
    }
  }

  private void activate(int row) {
    if (!areActive[row]) {
      areActive[row] = true;
      active[activeCount++] = row;
    }
  }

  private void release(double[] sum) {
    if (sum != null) {
      free.push(sum);
    }
  }

  /** The sum at a slot, without gaps, until the next tile. */
  Matrix whole(int slot) {
    for (int row = 0; areRowsTold && row < tile.rows(); row++) {
      if (!areActive[row]) {
        clear(sums[slot], row);
      }
    }
    return in(sums[slot]);
  }

  /** Changes the parameters of the tile by the sum at a slot. */
  void update(int slot, StepUpdate step) {
    if (areRowsTold && step.leavesAtZero()) {
      step.tile(tile, in(sums[slot]), Arrays.stream(active, 0, activeCount));
    } else {
      step.tile(tile, whole(slot));
    }
  }

  private void clear(double[] sum, int row) {
    Arrays.fill(sum, row * tile.columns(), (row + 1) * tile.columns(), 0);
  }

  private Matrix in(double[] values) {
    return new Matrix(values, tile.rows(), tile.columns());
  }

  @Override
  public void put(int slot) {
    double[] sum = free.isEmpty() ? new double[room] : free.pop();
    sums[slot] = sum;
    if (areRowsTold) {
      for (int i = 0; i < activeCount; i++) {
        clear(sum, active[i]);
      }
      addPart(slot, slot);
    } else {
      passes.get(slot).tile(tile, in(sum));
    }
  }

  @Override
  public void addPart(int left, int right) {
    passes.get(right).addTile(tile, in(sums[left]), in(part));
  }

  @Override
  public void add(int left, int right) {
    if (areRowsTold) {
      for (int i = 0; i < activeCount; i++) {
        int from = active[i] * tile.columns();
        FORMULAS.add(1, sums[right], from, from + tile.columns(), sums[left], 0);
      }
    } else {
      tile.add(in(sums[right]), in(sums[left]));
    }
    release(sums[right]);
    sums[right] = null;
  }
}
