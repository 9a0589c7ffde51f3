package dev.lockstep.network;

import dev.lockstep.linalg.Matrix;
import dev.lockstep.linalg.Products;
import dev.lockstep.linalg.SparseRows;

/**
 * A block in the workspace of its task.
 *
 * @param products computes z' du
 * @param w holds x, z and du of every layer
 * @param from the block's first row there
 * @param to the row after its last
 * @param xTransposed x' of the block; null if x is dense
 * @param loss the block's part of the mini-batch's mean cross-entropy
 */
record WorkspacePass(
    Products products, Workspace w, int from, int to, SparseRows xTransposed, double loss)
    implements BlockPass {
  @Override
  public void tile(Tile tile, Matrix into) {
    int l = tile.layer();
    Matrix du = du(tile);
    if (!tile.weights()) {
      Affine.backwardBiases(du, into.values(), into.offset());
    } else if (l == 1 && xTransposed != null) {
      into.clear();
      products.addRows(xTransposed, tile.firstRow(), tile.endRow(), du, into);
    } else {
      Matrix z = l == 1 ? w.x().dense() : w.z(l - 1);
      Matrix columns = z.slice(from, to).columns(tile.firstRow(), tile.endRow());
      Affine.backwardWeights(products, columns, du, into);
    }
  }

  @Override
  public void addTile(Tile tile, Matrix sum, Matrix part) {
    if (tile.isOfW1() && xTransposed != null) {
      products.addRows(xTransposed, tile.firstRow(), tile.endRow(), du(tile), sum);
    } else {
      BlockPass.super.addTile(tile, sum, part);
    }
  }

  /** The columns of du that a tile is made from. */
  private Matrix du(Tile tile) {
    return w.du(tile.layer()).slice(from, to).columns(tile.firstColumn(), tile.endColumn());
  }
}
