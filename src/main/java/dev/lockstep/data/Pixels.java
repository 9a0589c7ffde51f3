package dev.lockstep.data;

/** What a byte of an image means as a number. */
final class Pixels {
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

  private Pixels() {}
}
