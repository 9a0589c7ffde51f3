package dev.lockstep.aggregate;

import dev.lockstep.linalg.AlignedRows;
import dev.lockstep.linalg.MatrixRows;
import dev.lockstep.network.Tile;

/** Room for one tile at a time. Belongs to one thread. */
final class TileBuffer {
  private final double[] values;
  private MatrixRows rows;

  /** The latest aligned rows: almost all tiles of dW1 have as many. */
  private MatrixRows aligned = MatrixRows.in(new double[0], 0, 0, 0);

  /**
   * Empty.
   *
   * @param room how long an array must be for any tile, aligned or not
   */
  TileBuffer(int room) {
    values = new double[room];
  }

  /**
   * Goes over to a tile.
   *
   * @param tile which part of dW or db
   * @param isAligned whether its rows are to begin at lines of the cache, instead of where the last
   *     one ends
   */
  void take(Tile tile, boolean isAligned) {
    int height = tile.to() - tile.from();
    if (isAligned && (aligned.rows() != height || aligned.width() != tile.width())) {
      aligned = AlignedRows.in(values, height, tile.width());
    }
    rows = isAligned ? aligned : tile.in(values, 0);
  }

  /** The tile's rows here. */
  MatrixRows rows() {
    return rows;
  }
}
