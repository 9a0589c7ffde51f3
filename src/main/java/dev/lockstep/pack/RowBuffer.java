package dev.lockstep.pack;

import dev.lockstep.rows.Scaling;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.linalg.Vector;

/** Rows of one chunk on their way to it: what crosses the shuffle. */
public abstract sealed class RowBuffer implements Serializable
    permits DenseRowBuffer, SparseRowBuffer {
  private static final long serialVersionUID = 1L;

  /** When a buffer is full, if not by its rows: 2 MB of doubles, or one row. */
  static final int MOST_NUMBERS = 250_000;

  private static final int FIRST_ROWS = 16;

  private final int capacity;
  private int rows;
  private int[] positions;
  private int[] classes;

  /**
   * An empty buffer.
   *
   * @param capacity the most rows it may hold; room grows as they come
   */
  RowBuffer(int capacity) {
    this.capacity = capacity;
    positions = new int[Math.min(capacity, FIRST_ROWS)];
    classes = new int[positions.length];
  }

  /**
   * Adds a row.
   *
   * @param position where it belongs in its chunk
   * @param classIndex t
   * @param x its numbers
   */
  final void add(int position, int classIndex, Vector x) {
    if (rows == positions.length) {
      resize(Math.min(capacity, 2 * rows));
    }
    positions[rows] = position;
    classes[rows] = classIndex;
    addNumbers(rows, x);
    rows++;
  }

  /** Adds the numbers of a row: the one after those that are there. */
  abstract void addNumbers(int row, Vector x);

  /** Drops the room that no row has taken. */
  final RowBuffer trim() {
    if (rows < positions.length) {
      resize(rows);
    }
    trimNumbers();
    return this;
  }

  /** Drops the room that no number has taken; none is added from now on. */
  abstract void trimNumbers();

  private void resize(int room) {
    positions = Arrays.copyOf(positions, room);
    classes = Arrays.copyOf(classes, room);
  }

  final boolean isFull() {
    return rows == capacity || numbers() >= MOST_NUMBERS;
  }

  final int rows() {
    return rows;
  }

  final int position(int row) {
    return positions[row];
  }

  final int classIndex(int row) {
    return classes[row];
  }

  /** Whether the numbers are still to be scaled. */
  abstract boolean isRaw();

  /** Scales all numbers that were added so far; of raw ones alone, which they are no more. */
  abstract void scale(Scaling scaling);

  /** How many numbers are kept. */
  abstract long numbers();

  /** Whether every number is a pixel's. */
  abstract boolean isPixels();

  /** How many numbers of a row are not zero; a negative zero is not. */
  abstract int others(int row);

  /** Copies a row as bytes to {@code into[start]} and what follows; of pixels alone. */
  abstract void copyPixels(int row, byte[] into, int start);

  /** Copies a row as doubles to {@code into[start]} and what follows. */
  abstract void copyNumbers(int row, double[] into, int start);

  /** Copies the numbers of a row that are not zero, and their columns, from {@code start} on. */
  abstract void copyOthers(int row, int[] columns, double[] values, int start);

  /** The same as bytes; of pixels alone, in columns that a {@code char} can tell. */
  abstract void copyOtherPixels(int row, char[] columns, byte[] pixels, int start);
}
