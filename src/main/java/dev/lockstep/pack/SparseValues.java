package dev.lockstep.pack;

import dev.lockstep.linalg.SparseRows;

/** Numbers most of which are zero: the others alone, each with its column. */
sealed interface SparseValues extends PackedValues permits SparsePixels, SparseNumbers {
  /** Keeps such rows; takes over their arrays, which have no room to spare. */
  static SparseValues of(SparseRows rows) {
    return SparsePixels.areFit(rows) ? new SparsePixels(rows) : new SparseNumbers(rows);
  }

  /**
   * Keeps dense rows so.
   *
   * @param numbers row by row, from the array's beginning; unchanged
   * @return null where they are not {@linkplain SparseRows#isWorthSparse worth it}
   */
  static SparseValues of(double[] numbers, int rows, int width) {
    SparseRows sparse = new SparseRows();
    return sparse.take(numbers, rows, width) ? of(sparse) : null;
  }

  /**
   * Adds rows without their zeros to others.
   *
   * @param x of the same width, added to
   * @param from the first row here, from 0
   * @param count how many
   */
  void addTo(SparseRows x, int from, int count);
}
