package dev.lockstep.network;

import dev.lockstep.linalg.MatrixRows;

/**
 * A block that has gone forward and back, up to du of every layer: all that dW and db are made of,
 * tile by tile. Read-only, so any thread may make tiles of it, as long as the {@link
 * Backpropagation} that it is of takes no other block into the same slot.
 */
public interface BlockPass {
  /**
   * The block's part of the mini-batch's mean cross-entropy.
   *
   * @return the loss before the update, in nats
   */
  double loss();

  /**
   * Whether x is sparse.
   *
   * @return true if no bit of dW1 depends on the bounds of tiles, so that they may be {@linkplain
   *     Tile#fine fine}
   */
  boolean isSparse();

  /**
   * One tile of dW or db.
   *
   * @param tile which part
   * @param into the tile's rows, overwritten; without gaps, but for those of W1 where x is sparse
   */
  void tile(Tile tile, MatrixRows into);

  /**
   * Adds one tile of dW or db to those of the blocks before it: {@link #tile} and a sum.
   *
   * @param tile which part
   * @param sum the tile's rows, added to
   * @param part a buffer of the same shape and stride
   */
  default void addTile(Tile tile, MatrixRows sum, MatrixRows part) {
    tile(tile, part);
    sum.add(part);
  }
}
