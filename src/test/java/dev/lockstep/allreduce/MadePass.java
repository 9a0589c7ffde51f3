package dev.lockstep.allreduce;

import dev.lockstep.linalg.Matrix;
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
  public void tile(Tile tile, Matrix into) {
    into.copyFrom(gradient.part(tile));
  }
}
