package dev.lockstep.scale;

/** The numbers that bytes of images are scaled to: {@code float32(b / 255)}, widened to float64. */
public final class Pixels {
  /** By byte, 0 to 255: what numpy gets when it divides a float32 array by 255. */
  private static final double[] VALUES = new double[256];

  static {
    for (int b = 0; b < VALUES.length; b++) {
      VALUES[b] = b / 255f;
    }
  }

  private Pixels() {}

  /** {@code float32(b / 255)}. */
  public static double valueOf(byte pixel) {
    return VALUES[pixel & 0xff];
  }

  /** The byte whose value is nearest to a number from 0 to 1. */
  public static byte nearest(double x) {
    return (byte) (int) (x * 255 + 0.5);
  }

  /** Whether a number is the value of a byte, to the last bit. */
  public static boolean isValueOf(double x, byte pixel) {
    return Double.doubleToRawLongBits(valueOf(pixel)) == Double.doubleToRawLongBits(x);
  }

  /** Whether a number is a whole one from 0 to 255; a negative zero is 0. */
  static boolean isByte(double number) {
    int b = (int) number;
    return b == number && (b & 0xff) == b;
  }
}
