package dev.lockstep.data;

import java.io.Serializable;

/** The numbers of a chunk's rows, in as few bytes as they allow; never changed. */
sealed interface PackedValues extends Serializable
    permits PackedNumbers, PackedPixels, SparsePixels {
  /**
   * Copies rows as doubles.
   *
   * @param from the first row, from 0
   * @param count how many
   * @param width numbers in a row
   * @param x receives count x width numbers, row by row, from its beginning
   */
  void read(int from, int count, int width, double[] x);

  /**
   * The shortest form of pixels.
   *
   * @param pixels bytes, row by row
   * @param rows how many rows
   */
  static PackedValues ofPixels(byte[] pixels, int rows) {
    int others = 0;
    for (byte pixel : pixels) {
      others += pixel == 0 ? 0 : 1;
    }
    int width = rows == 0 ? 0 : pixels.length / rows;
    return SparsePixels.isShorter(rows, width, others)
        ? new SparsePixels(pixels, rows, width, others)
        : new PackedPixels(pixels);
  }
}
