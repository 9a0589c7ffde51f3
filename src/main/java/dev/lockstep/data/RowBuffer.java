package dev.lockstep.data;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;

/**
 * Rows of one chunk on their way to it: what crosses the shuffle. Starts as bytes and becomes
 * doubles at the first value that is not a pixel's.
 */
final class RowBuffer implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int features;
  private int rows;
  private int[] positions;
  private int[] classes;
  private byte[] pixels;
  private double[] numbers;

  /**
   * An empty buffer.
   *
   * @param features numbers in a row
   * @param capacity rows to make room for
   */
  RowBuffer(int features, int capacity) {
    this.features = features;
    positions = new int[capacity];
    classes = new int[capacity];
    pixels = new byte[capacity * features];
  }

  /**
   * Adds a row.
   *
   * @param position where it belongs in its chunk
   * @param classIndex t
   * @param x its values, {@code features} of them
   */
  void add(int position, int classIndex, Vector x) {
    positions[rows] = position;
    classes[rows] = classIndex;
    double[] values = x instanceof DenseVector dense ? dense.values() : x.toArray();
    if (pixels != null && !addPixels(values)) {
      widen();
    }
    if (numbers != null) {
      System.arraycopy(values, 0, numbers, rows * features, features);
    }
    rows++;
  }

  private boolean addPixels(double[] values) {
    int start = rows * features;
    for (int j = 0; j < features; j++) {
      int pixel = (int) (values[j] * 255 + 0.5) & 0xff;
      if (Double.doubleToRawLongBits(Pixels.VALUES[pixel])
          != Double.doubleToRawLongBits(values[j])) {
        return false;
      }
      pixels[start + j] = (byte) pixel;
    }
    return true;
  }

  private void widen() {
    double[] wide = new double[pixels.length];
    for (int row = 0; row < rows; row++) {
      copyNumbers(row, wide, row * features);
    }
    numbers = wide;
    pixels = null;
  }

  boolean isFull() {
    return rows == positions.length;
  }

  /** Drops the room that no row has taken. */
  RowBuffer trim() {
    if (!isFull()) {
      positions = Arrays.copyOf(positions, rows);
      classes = Arrays.copyOf(classes, rows);
      pixels = pixels == null ? null : Arrays.copyOf(pixels, rows * features);
      numbers = numbers == null ? null : Arrays.copyOf(numbers, rows * features);
    }
    return this;
  }

  int rows() {
    return rows;
  }

  int position(int row) {
    return positions[row];
  }

  int classIndex(int row) {
    return classes[row];
  }

  boolean isPixels() {
    return pixels != null;
  }

  byte[] pixels() {
    return pixels;
  }

  /** Copies one row as doubles to {@code into[start]} and what follows. */
  void copyNumbers(int row, double[] into, int start) {
    if (numbers != null) {
      System.arraycopy(numbers, row * features, into, start, features);
      return;
    }
    for (int j = 0; j < features; j++) {
      into[start + j] = Pixels.VALUES[pixels[row * features + j] & 0xff];
    }
  }
}
