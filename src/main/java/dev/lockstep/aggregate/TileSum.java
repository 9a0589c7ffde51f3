package dev.lockstep.aggregate;

import dev.lockstep.network.Summand;

/** A tile's numbers, summed in place. */
final class TileSum implements Summand<TileSum> {
  private static final long serialVersionUID = 1L;

  private final double[] values;
  private int size;

  /** Room for the largest tile. */
  TileSum(int capacity) {
    values = new double[capacity];
  }

  /** Takes the numbers of a tile of {@code size} numbers, to be written by the caller. */
  double[] values(int size) {
    this.size = size;
    return values;
  }

  double[] values() {
    return values;
  }

  @Override
  public TileSum plus(TileSum right) {
    for (int j = 0; j < size; j++) {
      values[j] += right.values[j];
    }
    return this;
  }
}
