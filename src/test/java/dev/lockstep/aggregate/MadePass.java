package dev.lockstep.aggregate;

import dev.lockstep.linalg.MatrixRows;
import dev.lockstep.network.BlockPass;
import dev.lockstep.network.Gradient;
import dev.lockstep.network.Tile;

/**
 * A block whose gradient is known.
 *
 * @param gradient dW, db and the loss
 */
record MadePass(Gradient gradient) implements BlockPass {
  @Override
  public double loss() {
    return gradient.loss();
  }

  @Override
  public boolean isSparse() {
    return true;
  }

  @Override
  public void tile(Tile tile, MatrixRows into) {
    for (int i = 0; i < into.rows(); i++) {
      int row = tile.offset() + i * tile.width();
      int place = into.first() + i * into.stride();
      System.arraycopy(gradient.values(tile), row, into.values(), place, tile.width());
    }
  }
}
