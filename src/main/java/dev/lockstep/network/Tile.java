package dev.lockstep.network;

import dev.lockstep.linalg.Elementwise;
import dev.lockstep.linalg.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Some rows and columns of one dW, or some numbers of one db: what is summed over blocks while it
 * is in the cache, and what one thread takes at a time. How a gradient is cut into tiles changes no
 * bit of it.
 *
 * @param layer l, 1 to L
 * @param weights true for a part of dW, false for one of db
 * @param firstRow the first row of dW; 0 for db
 * @param endRow the row after the last; 1 for db
 * @param firstColumn the first column of dW, or number of db
 * @param endColumn the column after the last
 */
public record Tile(
    int layer, boolean weights, int firstRow, int endRow, int firstColumn, int endColumn) {
  private static final Elementwise FORMULAS = Elementwise.fastest();

  /** 1 KB of every row. */
  private static final int COLUMNS = 128;

  /** About 22 KB: finer ones are no faster, and cost a reading of the clock each. */
  private static final int NUMBERS = 2_800;

  /** Of a layer: more are no better shared among threads, and each costs a packing of du. */
  private static final int MOST_TILES = 64;

  /** Cuts a gradient into tiles, layer by layer. */
  public static List<Tile> all(Topology topology) {
    List<Tile> tiles = new ArrayList<>();
    for (int l = 1; l <= topology.layers(); l++) {
      int inputs = topology.inputs(l);
      int outputs = topology.outputs(l);
      int strips = (outputs - 1) / COLUMNS + 1;
      int rows = Math.max(NUMBERS * strips / outputs, (inputs * strips - 1) / MOST_TILES) + 1;
      for (int strip = 0; strip < strips; strip++) {
        int first = (int) ((long) outputs * strip / strips);
        int end = (int) ((long) outputs * (strip + 1) / strips);
        for (int row = 0; row < inputs; row += rows) {
          tiles.add(new Tile(l, true, row, Math.min(row + rows, inputs), first, end));
        }
      }
      tiles.add(new Tile(l, false, 0, 1, 0, outputs));
    }
    return tiles;
  }

  /** Whether it is a part of dW1. */
  boolean isOfW1() {
    return layer == 1 && weights;
  }

  /** The number of its array in canonical order: W1, b1, W2 ... */
  int array() {
    return 2 * layer - (weights ? 2 : 1);
  }

  /** How many rows it has: 1 for db. */
  public int rows() {
    return endRow - firstRow;
  }

  /** How many columns it has. */
  public int columns() {
    return endColumn - firstColumn;
  }

  /** How many numbers it has. */
  public int size() {
    return rows() * columns();
  }

  /** {@code left + right}, number by number, in place; the rows of right are without gaps. */
  public void add(Matrix right, Matrix left) {
    int runs = left.stride() == columns() ? 1 : rows();
    int length = size() / runs;
    for (int run = 0; run < runs; run++) {
      int from = right.offset() + run * length;
      FORMULAS.add(1, right.values(), from, from + length, left.values(), left.at(run) - from);
    }
  }
}
