package dev.lockstep.network;

import dev.lockstep.linalg.MatrixRows;
import java.util.ArrayList;
import java.util.List;

/**
 * A few whole rows of one dW, or one db: what is computed and summed over blocks while it is in the
 * cache. The cut depends on the topology alone.
 *
 * @param layer l, 1 to L
 * @param weights true for rows of dW, false for db
 * @param from the first row of dW; 0 for db
 * @param to the row after the last; 1 for db
 * @param width numbers in a row
 */
public record Tile(int layer, boolean weights, int from, int to, int width) {
  /** About 90 KB: what OpenBLAS computes at full speed. */
  private static final int NUMBERS = 11_200;

  /** About 22 KB: finer ones would be no faster, and cost a reading of the clock each. */
  private static final int FINE_NUMBERS = 2_800;

  /**
   * Cuts a gradient into tiles.
   *
   * @param topology the shapes of dW and db
   * @return all of them, in canonical order
   */
  public static List<Tile> all(Topology topology) {
    return cut(topology, NUMBERS);
  }

  /**
   * Cuts the first layer finer, for a sparse input: then no bit depends on the bounds.
   *
   * @param topology the shapes of dW and db
   * @return all of them, in canonical order
   */
  public static List<Tile> fine(Topology topology) {
    return cut(topology, FINE_NUMBERS);
  }

  private static List<Tile> cut(Topology topology, int firstLayerNumbers) {
    List<Tile> tiles = new ArrayList<>();
    for (int l = 1; l <= topology.layers(); l++) {
      int width = topology.outputs(l);
      int rows = Math.max(1, (l == 1 ? firstLayerNumbers : NUMBERS) / width);
      for (int from = 0; from < topology.inputs(l); from += rows) {
        tiles.add(new Tile(l, true, from, Math.min(from + rows, topology.inputs(l)), width));
      }
      tiles.add(new Tile(l, false, 0, 1, width));
    }
    return tiles;
  }

  /**
   * Whether it is of the first layer's weights.
   *
   * @return true for rows of dW1
   */
  public boolean isOfW1() {
    return layer == 1 && weights;
  }

  /**
   * The tile in an array, without gaps.
   *
   * @param values holds it; not copied
   * @param at where it begins
   * @return its rows
   */
  public MatrixRows in(double[] values, int at) {
    return MatrixRows.in(values, at, to - from, width);
  }

  /**
   * Where it begins in the array of its dW or db.
   *
   * @return how many numbers are before it
   */
  public int offset() {
    return from * width;
  }

  /**
   * How many numbers it has.
   *
   * @return rows times width
   */
  public int size() {
    return (to - from) * width;
  }
}
