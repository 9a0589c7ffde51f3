package dev.lockstep.rows;

import dev.lockstep.scale.Pixels;

/**
 * Numbers of a byte each.
 *
 * @param bytes taken over
 * @param arePixels whether a byte b means {@code float32(b / 255)}, or else itself, 0 to 255
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record Bytes(byte[] bytes, boolean arePixels) implements Numbers {
  private static final long serialVersionUID = 1L;

  /** The bytes whose pixel values the numbers are, all of them; null if they are not. */
  static Bytes ofPixels(double[] numbers, int count) {
    byte[] pixels = null;
    for (int i = 0; i < count; i++) {
      byte pixel = Pixels.nearest(numbers[i]);
      if (!Pixels.isValueOf(numbers[i], pixel)) {
        return null;
      }
      pixels = pixels == null ? new byte[count] : pixels;
      pixels[i] = pixel;
    }
    return new Bytes(pixels == null ? new byte[0] : pixels, true);
  }

  @Override
  public void read(int from, int count, double[] x, int start) {
    if (arePixels) {
      for (int i = 0; i < count; i++) {
        x[start + i] = Pixels.valueOf(bytes[from + i]);
      }
    } else {
      for (int i = 0; i < count; i++) {
        x[start + i] = bytes[from + i] & 0xff;
      }
    }
  }
}
