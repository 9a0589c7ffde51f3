package dev.lockstep.data;

/** Numbers most of which are zero: the others alone, each with its column. */
sealed interface SparseValues extends PackedValues permits SparsePixels, SparseNumbers {
  /**
   * Whether rows are kept so: where bytes without their zeros, three bytes for each and four for a
   * row, are not longer than all bytes.
   *
   * @param rows how many
   * @param width numbers in a row
   * @param others how many numbers are not zero
   */
  static boolean areFit(int rows, int width, long others) {
    return 3 * others + 4L * (rows + 1) <= (long) rows * width;
  }

  /** Keeps such rows; takes over their arrays, which have no room to spare. */
  static SparseValues of(SparseRows rows) {
    return SparsePixels.areFit(rows) ? new SparsePixels(rows) : new SparseNumbers(rows);
  }

  /**
   * Keeps dense rows so.
   *
   * @param numbers row by row, from the array's beginning; unchanged
   * @return null where they are not {@linkplain #areFit fit} for it
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
