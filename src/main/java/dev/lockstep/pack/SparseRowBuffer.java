package dev.lockstep.pack;

import dev.lockstep.rows.Pixels;
import dev.lockstep.rows.Scaling;
import java.util.Arrays;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;

/**
 * The numbers that are not zero and their columns: bytes, until the first number that is not a
 * pixel's makes them doubles. Room is taken by these numbers alone, however wide the rows are.
 */
final class SparseRowBuffer extends RowBuffer {
  private static final long serialVersionUID = 1L;
  private static final int FIRST_ROWS = 16;
  private static final int FIRST_NUMBERS = 256;

  private final int features;
  private int rows;

  /** Where each row begins in the arrays that follow, and where the last one ends. */
  private int[] starts = new int[FIRST_ROWS + 1];

  private int[] columns = new int[FIRST_NUMBERS];
  private byte[] pixels = new byte[FIRST_NUMBERS];
  private double[] numbers;

  /**
   * An empty buffer.
   *
   * @param features numbers in a row
   * @param most rows of the chunk
   */
  SparseRowBuffer(int features, int most) {
    super(most);
    this.features = features;
  }

  @Override
  void addNumbers(int row, Vector x) {
    rows = row + 1;
    if (rows + 1 > starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
    }
    starts[rows] = starts[row];
    if (x instanceof SparseVector sparse) {
      reserve(starts[row] + sparse.indices().length);
      for (int i = 0; i < sparse.indices().length; i++) {
        add(sparse.indices()[i], sparse.values()[i]);
      }
    } else {
      double[] all = x.toArray();
      reserve(starts[row] + all.length);
      for (int j = 0; j < all.length; j++) {
        add(j, all[j]);
      }
    }
  }

  private void reserve(int needed) {
    if (needed > columns.length) {
      resize(Math.max(needed, 2 * columns.length));
    }
  }

  private void resize(int room) {
    columns = Arrays.copyOf(columns, room);
    pixels = pixels == null ? null : Arrays.copyOf(pixels, room);
    numbers = numbers == null ? null : Arrays.copyOf(numbers, room);
  }

  private void add(int column, double number) {
    if (Double.doubleToRawLongBits(number) == 0) {
      return;
    }
    int place = starts[rows]++;
    columns[place] = column;
    if (pixels != null) {
      byte pixel = Pixels.nearest(number);
      if (Pixels.isPixel(number, pixel)) {
        pixels[place] = pixel;
        return;
      }
      widen(place);
    }
    numbers[place] = number;
  }

  private void widen(int count) {
    numbers = new double[pixels.length];
    for (int i = 0; i < count; i++) {
      numbers[i] = Pixels.UNIT.of(pixels[i]);
    }
    pixels = null;
  }

  @Override
  void trimNumbers() {
    starts = Arrays.copyOf(starts, rows + 1);
    resize(starts[rows]);
  }

  @Override
  long numbers() {
    return starts[rows];
  }

  @Override
  boolean isRaw() {
    return false;
  }

  @Override
  void scale(Scaling scaling) {
    throw new IllegalStateException("rows without their zeros are scaled before they come here");
  }

  @Override
  boolean isPixels() {
    return pixels != null;
  }

  @Override
  int others(int row) {
    return starts[row + 1] - starts[row];
  }

  @Override
  void copyPixels(int row, byte[] into, int start) {
    for (int i = starts[row]; i < starts[row + 1]; i++) {
      into[start + columns[i]] = pixels[i];
    }
  }

  @Override
  void copyNumbers(int row, double[] into, int start) {
    Arrays.fill(into, start, start + features, 0);
    for (int i = starts[row]; i < starts[row + 1]; i++) {
      into[start + columns[i]] = value(i);
    }
  }

  private double value(int i) {
    return pixels != null ? Pixels.UNIT.of(pixels[i]) : numbers[i];
  }

  @Override
  void copyOthers(int row, int[] into, double[] values, int start) {
    System.arraycopy(columns, starts[row], into, start, others(row));
    for (int i = 0; i < others(row); i++) {
      values[start + i] = value(starts[row] + i);
    }
  }

  @Override
  void copyOtherPixels(int row, char[] into, byte[] others, int start) {
    System.arraycopy(pixels, starts[row], others, start, others(row));
    for (int i = 0; i < others(row); i++) {
      into[start + i] = (char) columns[starts[row] + i];
    }
  }
}
