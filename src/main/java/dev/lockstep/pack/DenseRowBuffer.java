package dev.lockstep.pack;

import dev.lockstep.rows.Numbers;
import dev.lockstep.rows.Pixels;
import dev.lockstep.rows.Scaling;
import java.util.Arrays;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;

/**
 * All numbers of all rows: bytes, until the first number that is not a pixel's makes them {@link
 * Numbers}. Raw ones are either from the beginning: bytes, which are scaled by being taken for
 * pixels, or numbers.
 */
final class DenseRowBuffer extends RowBuffer {
  private static final long serialVersionUID = 1L;
  private static final int FIRST_NUMBERS = 1 << 14;

  private final int features;
  private boolean isRaw;
  private int rows;
  private byte[] pixels;

  /** While rows are added, and again once one is asked for. */
  private transient double[] numbers;

  /** Once all rows are there. */
  private Numbers packed;

  /**
   * An empty buffer.
   *
   * @param features numbers in a row
   * @param most rows of the chunk
   * @param isRaw whether rows come before they are scaled
   * @param areBytes whether such rows are bytes
   */
  DenseRowBuffer(int features, int most, boolean isRaw, boolean areBytes) {
    super(Math.min(Math.max(1, MOST_NUMBERS / features), most));
    this.features = features;
    this.isRaw = isRaw;
    int room = Math.max(1, Math.min(most, FIRST_NUMBERS / features)) * features;
    if (isRaw && !areBytes) {
      numbers = new double[room];
    } else {
      pixels = new byte[room];
    }
  }

  @Override
  boolean isRaw() {
    return isRaw;
  }

  @Override
  void scale(Scaling scaling) {
    if (pixels == null) {
      scaling.linear().apply(open(), 0, rows);
    }
    isRaw = false;
  }

  @Override
  void addNumbers(int row, Vector x) {
    rows = row + 1;
    int taken = rows * features;
    if (pixels != null && taken > pixels.length) {
      pixels = Arrays.copyOf(pixels, Math.max(taken, room(pixels.length)));
    } else if (numbers != null && taken > numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(taken, room(numbers.length)));
    }
    double[] values = x instanceof DenseVector dense ? dense.values() : x.toArray();
    if (pixels != null && !addPixels(row * features, values)) {
      widen(row);
    }
    if (numbers != null) {
      System.arraycopy(values, 0, numbers, row * features, features);
    }
  }

  /** Twice as much, but not more than is ever needed. */
  private int room(int length) {
    return Math.min(2 * length, Math.max(1, MOST_NUMBERS / features) * features);
  }

  private boolean addPixels(int start, double[] values) {
    if (isRaw) {
      for (int j = 0; j < features; j++) {
        pixels[start + j] = (byte) (int) values[j];
      }
      return true;
    }
    for (int j = 0; j < features; j++) {
      byte pixel = Pixels.nearest(values[j]);
      if (!Pixels.isPixel(values[j], pixel)) {
        return false;
      }
      pixels[start + j] = pixel;
    }
    return true;
  }

  private void widen(int row) {
    double[] wide = new double[pixels.length];
    for (int i = 0; i < row * features; i++) {
      wide[i] = Pixels.UNIT.of(pixels[i]);
    }
    numbers = wide;
    pixels = null;
  }

  @Override
  void trimNumbers() {
    int taken = rows * features;
    if (pixels != null) {
      pixels = pixels.length == taken ? pixels : Arrays.copyOf(pixels, taken);
    } else {
      packed = Numbers.of(numbers, taken);
      numbers = null;
    }
  }

  /** All numbers, unpacked for good. */
  private double[] open() {
    if (numbers == null) {
      numbers = new double[rows * features];
      packed.read(0, numbers.length, numbers, 0);
      packed = null;
    }
    return numbers;
  }

  @Override
  long numbers() {
    return (long) rows * features;
  }

  @Override
  boolean isPixels() {
    return pixels != null;
  }

  @Override
  int others(int row) {
    int from = row * features;
    if (pixels != null) {
      return SparsePixels.others(pixels, from, features);
    }
    double[] all = open();
    int others = 0;
    for (int j = 0; j < features; j++) {
      others += isZero(all[from + j]) ? 0 : 1;
    }
    return others;
  }

  private static boolean isZero(double number) {
    return Double.doubleToRawLongBits(number) == 0;
  }

  @Override
  void copyPixels(int row, byte[] into, int start) {
    System.arraycopy(pixels, row * features, into, start, features);
  }

  @Override
  void copyNumbers(int row, double[] into, int start) {
    if (numbers != null) {
      System.arraycopy(numbers, row * features, into, start, features);
      return;
    }
    if (pixels == null) {
      packed.read(row * features, features, into, start);
      return;
    }
    for (int j = 0; j < features; j++) {
      into[start + j] = Pixels.UNIT.of(pixels[row * features + j]);
    }
  }

  @Override
  void copyOthers(int row, int[] columns, double[] values, int start) {
    int place = start;
    for (int j = 0; j < features; j++) {
      int i = row * features + j;
      double number = pixels != null ? Pixels.UNIT.of(pixels[i]) : open()[i];
      if (!isZero(number)) {
        columns[place] = j;
        values[place++] = number;
      }
    }
  }

  @Override
  void copyOtherPixels(int row, char[] columns, byte[] others, int start) {
    SparsePixels.copyOthers(pixels, row * features, features, columns, others, start);
  }
}
