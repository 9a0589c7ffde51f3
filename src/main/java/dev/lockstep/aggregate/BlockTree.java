package dev.lockstep.aggregate;

import dev.lockstep.pack.MiniBatchPlan;
import java.io.Serializable;

/**
 * The canonical binary tree over the blocks of a mini-batch: the one order in which they are
 * summed.
 *
 * <p>Node (level, index) covers blocks index 2^level up to (index + 1) 2^level, as far as there are
 * K. Level 0 has the blocks, level {@link #height} the root alone. A block without rows is absent,
 * and so is a node that covers only such blocks.
 *
 * @param blocks K, at least 1
 * @param rows n, the rows of the mini-batch: block k has rows if floor(k n / K) differs from
 *     floor((k+1) n / K)
 * @param others the rows of another mini-batch whose blocks count, too, where whole lanes are
 *     summed; else n once more
 */
public record BlockTree(int blocks, int rows, int others) implements Serializable {
  /** The tree over the blocks of a mini-batch of n rows. */
  public BlockTree(int blocks, int rows) {
    this(blocks, rows, rows);
  }

  /** The tree over the blocks of one mini-batch. */
  public static BlockTree ofStep(MiniBatchPlan plan, int step) {
    return new BlockTree(plan.blocks(), plan.batchRows(step));
  }

  /** The tree over the lanes that have rows: only the last mini-batch may be shorter. */
  static BlockTree ofLanes(MiniBatchPlan plan) {
    return new BlockTree(plan.blocks(), plan.batchRows(0), plan.batchRows(plan.steps() - 1));
  }

  /** The tree over whole lanes, all of them present. */
  static BlockTree ofLanes(int blocks) {
    return new BlockTree(blocks, blocks);
  }

  /** The level of the root: the smallest h with 2^h at least K. */
  int height() {
    return 32 - Integer.numberOfLeadingZeros(blocks - 1);
  }

  /** Whether a node covers any block with rows. */
  boolean isPresent(int level, int index) {
    long first = Math.min(blocks, (long) index << level);
    long end = Math.min(blocks, (index + 1L) << level);
    return first * rows / blocks < end * rows / blocks
        || first * others / blocks < end * others / blocks;
  }
}
