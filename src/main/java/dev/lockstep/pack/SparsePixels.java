package dev.lockstep.pack;

import dev.lockstep.linalg.SparseRows;
import dev.lockstep.rows.Pixels;
import java.util.Arrays;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;

/** Pixel values most of which are zero: three bytes for each of the others, four for a row. */
final class SparsePixels implements SparseValues {
  private static final long serialVersionUID = 1L;

  /** Where each row begins in the two arrays that follow, and where the last one ends. */
  private final int[] starts;

  private final char[] columns;
  private final byte[] pixels;

  /** Whether the columns of rows so wide can be told. */
  static boolean canTell(int width) {
    return width <= Character.MAX_VALUE + 1;
  }

  /** Whether rows without their zeros can be kept so. */
  static boolean areFit(SparseRows rows) {
    boolean fit = canTell(rows.width());
    for (int i = 0; i < rows.starts()[rows.rows()] && fit; i++) {
      double number = rows.values()[i];
      fit = Pixels.isPixel(number, Pixels.nearest(number));
    }
    return fit;
  }

  /** How many of some bytes are not zero. */
  static int others(byte[] pixels, int from, int count) {
    int others = 0;
    for (int i = from; i < from + count; i++) {
      others += pixels[i] == 0 ? 0 : 1;
    }
    return others;
  }

  /** Copies the bytes of a row that are not zero, and their columns, from {@code start} on. */
  static void copyOthers(
      byte[] pixels, int from, int width, char[] columns, byte[] others, int start) {
    int place = start;
    for (int column = 0; column < width; column++) {
      byte pixel = pixels[from + column];
      if (pixel != 0) {
        columns[place] = (char) column;
        others[place++] = pixel;
      }
    }
  }

  /** Takes over arrays, which have no room to spare. */
  SparsePixels(int[] starts, char[] columns, byte[] pixels) {
    this.starts = starts;
    this.columns = columns;
    this.pixels = pixels;
  }

  /** Packs rows of pixels. */
  SparsePixels(SparseRows rows) {
    starts = rows.starts();
    int others = starts[rows.rows()];
    columns = new char[others];
    pixels = new byte[others];
    for (int i = 0; i < others; i++) {
      columns[i] = (char) rows.columns()[i];
      pixels[i] = Pixels.nearest(rows.values()[i]);
    }
  }

  @Override
  public void read(int from, int count, int width, double[] x, int at) {
    Arrays.fill(x, at, at + count * width, 0);
    for (int row = 0; row < count; row++) {
      for (int i = starts[from + row]; i < starts[from + row + 1]; i++) {
        x[at + row * width + columns[i]] = Pixels.UNIT.of(pixels[i]);
      }
    }
  }

  @Override
  public void addTo(SparseRows x, int from, int count) {
    int first = starts[from];
    int row = x.rows();
    int numbers = starts[from + count] - first;
    int at = x.add(count, numbers);
    for (int i = 1; i <= count; i++) {
      x.starts()[row + i] = at + starts[from + i] - first;
    }
    int[] xColumns = x.columns();
    double[] xValues = x.values();
    for (int i = 0; i < numbers; i++) {
      xColumns[at + i] = columns[first + i];
      xValues[at + i] = Pixels.UNIT.of(pixels[first + i]);
    }
  }

  @Override
  public Vector row(int row, int width) {
    int[] indices = new int[starts[row + 1] - starts[row]];
    double[] x = new double[indices.length];
    for (int i = 0; i < x.length; i++) {
      indices[i] = columns[starts[row] + i];
      x[i] = Pixels.UNIT.of(pixels[starts[row] + i]);
    }
    return new SparseVector(width, indices, x);
  }
}
