package dev.lockstep.pack;

import dev.lockstep.rows.Pixels;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;

/** Pixel values (byte/255 as float32), a byte each. */
final class PackedPixels implements PackedValues {
  private static final long serialVersionUID = 1L;

  /** Row by row. */
  private final byte[] pixels;

  PackedPixels(byte[] pixels) {
    this.pixels = pixels;
  }

  @Override
  public void read(int from, int count, int width, double[] x, int at) {
    int start = from * width;
    for (int i = 0; i < count * width; i++) {
      x[at + i] = Pixels.UNIT.of(pixels[start + i]);
    }
  }

  @Override
  public Vector row(int row, int width) {
    double[] x = new double[width];
    read(row, 1, width, x, 0);
    return new DenseVector(x);
  }
}
