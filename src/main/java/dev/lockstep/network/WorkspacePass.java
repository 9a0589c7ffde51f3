package dev.lockstep.network;

import dev.lockstep.linalg.MatrixProduct;

/**
 * A block in its workspace.
 *
 * @param w holds x, z and du of every layer
 * @param product computes z' du
 * @param loss the block's part of the mini-batch's mean cross-entropy
 */
record WorkspacePass(Workspace w, MatrixProduct product, double loss) implements BlockPass {
  @Override
  public boolean isSparse() {
    return w.x().isSparse();
  }

  @Override
  public void tile(Tile tile, double[] into, int at) {
    int l = tile.layer();
    if (!tile.weights()) {
      Affine.backwardBiases(w.du(l), into, at);
    } else if (l == 1) {
      Affine.backwardWeights(product, w.x(), w.du(1), tile.from(), tile.to(), into, at);
    } else {
      Affine.backwardWeights(
          product, w.zTransposed(l - 1), w.du(l), tile.from(), tile.to(), into, at);
    }
  }

  @Override
  public void addTile(Tile tile, double[] sum, double[] part) {
    if (tile.layer() == 1 && tile.weights() && isSparse()) {
      w.x().addTransposed(w.du(1), tile.from(), tile.to(), sum, 0); // fewer trips to memory
    } else {
      BlockPass.super.addTile(tile, sum, part);
    }
  }
}
