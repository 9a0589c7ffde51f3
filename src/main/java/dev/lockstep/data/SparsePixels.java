package dev.lockstep.data;

import java.util.Arrays;

/** Pixel values most of which are zero: three bytes for each of the others, four for a row. */
final class SparsePixels implements PackedValues {
  private static final long serialVersionUID = 1L;

  /** Where each row begins in the two arrays that follow, and where the last one ends. */
  private final int[] starts;

  private final char[] columns;
  private final byte[] pixels;

  /**
   * Packs rows.
   *
   * @param dense bytes, row by row
   * @param rows how many rows
   * @param width bytes in a row
   * @param others how many bytes are not zero
   */
  SparsePixels(byte[] dense, int rows, int width, int others) {
    starts = new int[rows + 1];
    columns = new char[others];
    pixels = new byte[others];
    int place = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < width; column++) {
        byte pixel = dense[row * width + column];
        if (pixel != 0) {
          columns[place] = (char) column;
          pixels[place++] = pixel;
        }
      }
      starts[row + 1] = place;
    }
  }

  /** Whether this form has no more bytes than one for each pixel, and can tell the columns. */
  static boolean isShorter(int rows, int width, int others) {
    return width <= Character.MAX_VALUE + 1 && 3L * others + 4L * (rows + 1) <= (long) rows * width;
  }

  @Override
  public void read(int from, int count, int width, double[] x) {
    Arrays.fill(x, 0, count * width, 0);
    for (int row = 0; row < count; row++) {
      for (int i = starts[from + row]; i < starts[from + row + 1]; i++) {
        x[row * width + columns[i]] = Pixels.VALUES[pixels[i] & 0xff];
      }
    }
  }

  /** Copies rows without their zeros. */
  void read(int from, int count, int width, SparseRows x) {
    int first = starts[from];
    int numbers = starts[from + count] - first;
    x.reset(count, width, numbers);
    int[] xStarts = x.starts();
    for (int row = 0; row <= count; row++) {
      xStarts[row] = starts[from + row] - first;
    }
    int[] xColumns = x.columns();
    double[] xValues = x.values();
    for (int i = 0; i < numbers; i++) {
      xColumns[i] = columns[first + i];
      xValues[i] = Pixels.VALUES[pixels[first + i] & 0xff];
    }
  }
}
