package dev.lockstep.network;

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
   * @param into its {@link Tile#size} numbers from {@code at} on are overwritten
   * @param at where the tile begins in it
   */
  void tile(Tile tile, double[] into, int at);

  /**
   * Adds one tile of dW or db to those of the blocks before it: {@link #tile} and a sum.
   *
   * @param tile which part
   * @param sum its first {@link Tile#size} numbers are added to
   * @param part a buffer as long
   */
  default void addTile(Tile tile, double[] sum, double[] part) {
    tile(tile, part, 0);
    for (int i = 0; i < tile.size(); i++) {
      sum[i] += part[i];
    }
  }
}
