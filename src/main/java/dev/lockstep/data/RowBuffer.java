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
  private static final int FIRST_ROWS = 16;

  private final int features;
  private final int capacity;
  private int rows;
  private int[] positions;
  private int[] classes;
  private byte[] pixels;
  private double[] numbers;

  /**
   * An empty buffer.
   *
   * @param features numbers in a row
   * @param capacity the most rows it may hold; room grows as they come
   */
  RowBuffer(int features, int capacity) {
    this.features = features;
    this.capacity = capacity;
    int room = Math.min(capacity, FIRST_ROWS);
    positions = new int[room];
    classes = new int[room];
    pixels = new byte[room * features];
  }

  /**
   * Adds a row.
   *
   * @param position where it belongs in its chunk
   * @param classIndex t
   * @param x its values, {@code features} of them
   */
  void add(int position, int classIndex, Vector x) {
    if (rows == positions.length) {
      resize(Math.min(capacity, 2 * rows));
    }
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
    return rows == capacity;
  }

  /** Drops the room that no row has taken. */
  RowBuffer trim() {
    if (rows < positions.length) {
      resize(rows);
    }
    return this;
  }

  private void resize(int room) {
    positions = Arrays.copyOf(positions, room);
    classes = Arrays.copyOf(classes, room);
    pixels = pixels == null ? null : Arrays.copyOf(pixels, room * features);
    numbers = numbers == null ? null : Arrays.copyOf(numbers, room * features);
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
