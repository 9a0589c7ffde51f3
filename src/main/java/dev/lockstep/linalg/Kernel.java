package dev.lockstep.linalg;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.apache.spark.ml.linalg.DenseMatrix;

/**
 * A kernel as it was found in this JVM.
 *
 * @param product computes {@code C = A B}; any number of threads may use it at once
 * @param name what it is and what it computes, such as {@code OpenBLAS/5f3a91c2}: the digits are a
 *     fingerprint of a few products' bits, so two JVMs with one name compute alike
 * @param reason why it was chosen, for people
 */
public record Kernel(MatrixProduct product, String name, String reason) {
  /**
   * Names a kernel by what it computes.
   *
   * @param kind what people call it
   * @param product what computes
   * @param reason why it was chosen
   * @return the kernel, its name with its fingerprint
   */
  static Kernel fingerprinted(String kind, MatrixProduct product, String reason) {
    return new Kernel(product, "%s/%08x".formatted(kind, fingerprint(product)), reason);
  }

  /**
   * CRC-32 over the bits of {@code z W}, {@code z' du} and {@code du W'} of a few shapes, wide and
   * narrow: kernels for another vector width or blocking differ here.
   */
  private static int fingerprint(MatrixProduct product) {
    CRC32 crc = new CRC32();
    int[][] shapes = {{13, 784, 100}, {12, 100, 50}, {7, 50, 10}, {128, 300, 33}};
    for (int[] shape : shapes) {
      DenseMatrix z = fraction(shape[0], shape[1], 0.7390851332151607);
      DenseMatrix w = fraction(shape[1], shape[2], 0.5671432904097838);
      DenseMatrix u = zeros(shape[0], shape[2]);
      product.multiply(z, w, u);
      DenseMatrix dw = zeros(shape[1], shape[2]);
      product.multiply(z.transpose(), u, dw);
      DenseMatrix dz = zeros(shape[0], shape[1]);
      product.multiply(u, w.transpose(), dz);
      for (DenseMatrix result : new DenseMatrix[] {u, dw, dz}) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * result.values().length);
        bytes.asDoubleBuffer().put(result.values());
        crc.update(bytes);
      }
    }
    return (int) crc.getValue();
  }

  /** Numbers in [-0.5, 0.5) whose sums round: the fractional parts of multiples of a constant. */
  private static DenseMatrix fraction(int rows, int columns, double constant) {
    DenseMatrix matrix = zeros(rows, columns);
    double[] values = matrix.values();
    for (int i = 0; i < values.length; i++) {
      double multiple = i * constant;
      values[i] = multiple - Math.floor(multiple) - 0.5;
    }
    return matrix;
  }

  private static DenseMatrix zeros(int rows, int columns) {
    return new DenseMatrix(rows, columns, new double[rows * columns], true);
  }
}
