package dev.lockstep.network;

import dev.lockstep.linalg.Matrix;
import java.util.function.IntConsumer;

/**
 * A block that has gone forward and back, up to du of every layer: all that dW and db are made of,
 * tile by tile. Read-only, so any thread may make tiles of it, as long as the {@link
 * Backpropagation} that it is of takes no other blocks.
 */
public interface BlockPass {
  /** The block's part of the mini-batch's mean loss, before the update. */
  double loss();

  /** Overwrites a tile of dW or db. */
  void tile(Tile tile, Matrix into);

  /**
   * Tells the rows of a tile that are not zero, where it is so sparse that this is known.
   *
   * @return false if it is not
   */
  default boolean tellRows(Tile tile, IntConsumer action) {
    return false;
  }

  /**
   * Adds one tile of dW or db to the sum of those of the blocks before it: {@link #tile} and a sum;
   * {@code part} is a buffer of the same shape, without gaps.
   */
  default void addTile(Tile tile, Matrix sum, Matrix part) {
    tile(tile, part);
    tile.add(part, sum);
  }
}
