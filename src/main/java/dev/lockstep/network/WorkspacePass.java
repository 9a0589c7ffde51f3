package dev.lockstep.network;

import dev.lockstep.linalg.MatrixProduct;
import dev.lockstep.linalg.MatrixRows;
import org.apache.spark.ml.linalg.DenseMatrix;

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
  public void tile(Tile tile, MatrixRows into) {
    int l = tile.layer();
    if (!tile.weights()) {
      Affine.backwardBiases(w.du(l), into.values(), into.first());
    } else if (l == 1) {
      Affine.backwardWeights(product, w.x(), w.du(1), w.duRows(), tile.from(), tile.to(), into);
    } else {
      DenseMatrix z = w.zTransposed(l - 1);
      Affine.backwardWeights(
          product, z, w.du(l), tile.from(), tile.to(), into.values(), into.first());
    }
  }

  @Override
  public void addTile(Tile tile, MatrixRows sum, MatrixRows part) {
    if (tile.isOfW1() && isSparse()) {
      w.x().addTransposed(w.duRows(), tile.from(), tile.to(), sum); // fewer trips to memory
    } else {
      BlockPass.super.addTile(tile, sum, part);
    }
  }
}
