package dev.lockstep.rows;

import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;

/** What a byte of an image means as a number. */
public enum Pixels {
  /** The byte itself, 0 to 255. */
  RAW,

  /** float32(b / 255). */
  UNIT;

  /**
   * x = float32(b / 255), widened to float64, for b = 0 ... 255: what numpy gets when it divides a
   * float32 array by 255.
   */
  static final double[] VALUES = new double[256];

  static {
    for (int b = 0; b < VALUES.length; b++) {
      VALUES[b] = b / 255f;
    }
  }

  /** The byte whose {@link #UNIT} value is nearest to a number from 0 to 1. */
  public static byte nearest(double x) {
    return (byte) (int) (x * 255 + 0.5);
  }

  /** Whether a number is the {@link #UNIT} value of a byte, to the last bit. */
  public static boolean isPixel(double x, byte pixel) {
    return Double.doubleToRawLongBits(VALUES[pixel & 0xff]) == Double.doubleToRawLongBits(x);
  }

  /** Whether all numbers, zeros included, are there and are {@link #RAW} bytes. */
  public static boolean areRaw(Vector numbers) {
    if (!(numbers instanceof DenseVector dense)) {
      return false;
    }
    for (double number : dense.values()) {
      if (!isRaw(number)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a number is a {@link #RAW} byte; a negative zero is 0. */
  static boolean isRaw(double number) {
    int b = (int) number;
    return b == number && (b & 0xff) == b;
  }

  /** The bytes whose {@link #UNIT} values the first numbers are, all of them; or else null. */
  public static byte[] of(double[] numbers, int count) {
    if (count > 0 && !isPixel(numbers[0], nearest(numbers[0]))) {
      return null;
    }
    byte[] pixels = new byte[count];
    for (int i = 0; i < count; i++) {
      pixels[i] = nearest(numbers[i]);
      if (!isPixel(numbers[i], pixels[i])) {
        return null;
      }
    }
    return pixels;
  }

  /** The numbers that bytes mean. */
  public double[] of(byte[] pixels) {
    double[] numbers = new double[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      numbers[i] = of(pixels[i]);
    }
    return numbers;
  }

  /** The number that a byte means. */
  public double of(byte pixel) {
    int b = pixel & 0xff;
    return this == RAW ? b : VALUES[b];
  }
}
