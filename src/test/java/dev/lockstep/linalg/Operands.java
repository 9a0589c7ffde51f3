package dev.lockstep.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.DenseMatrix;

/** The operands of one product: A of shape (m, k) and B of shape (k, n). */
final class Operands {
  final int m;
  final int k;
  final int n;
  private final double[] a;
  private final double[] b;

  private Operands(Random random, int m, int k, int n) {
    this.m = m;
    this.k = k;
    this.n = n;
    a = numbers(random, m * k);
    b = numbers(random, k * n);
  }

  /** Shapes of 1 to 40, some with a side of 1, some with the 784 of an MNIST image. */
  static List<Operands> samples() {
    Random random = new Random(1);
    List<Operands> samples = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int m = 1 + random.nextInt(40);
      int k = 1 + random.nextInt(40);
      int n = 1 + random.nextInt(40);
      samples.add(new Operands(random, m, k, n));
    }
    samples.add(new Operands(random, 1, 1, 1));
    samples.add(new Operands(random, 40, 12, 1));
    samples.add(new Operands(random, 1, 784, 10));
    samples.add(new Operands(random, 13, 784, 9));
    return samples;
  }

  /** Numbers of different size, so that their sums depend on the order. */
  private static double[] numbers(Random random, int count) {
    double[] numbers = new double[count];
    Arrays.setAll(numbers, i -> random.nextGaussian() * Math.exp(random.nextInt(10)));
    return numbers;
  }

  double a(int i, int p) {
    return a[i * k + p];
  }

  double b(int p, int j) {
    return b[p * n + j];
  }

  /**
   * A B into a C that holds NaN before; A and B must come out unchanged.
   *
   * @return C, row by row
   */
  double[] multiply(MatrixProduct product, boolean aByRows, boolean bByRows) {
    DenseMatrix left = matrix(m, k, a, aByRows);
    DenseMatrix right = matrix(k, n, b, bByRows);
    double[] c = new double[m * n];
    Arrays.fill(c, Double.NaN);
    product.multiply(left, right, new DenseMatrix(m, n, c, true));
    assertArrayEquals(matrix(m, k, a, aByRows).values(), left.values());
    assertArrayEquals(matrix(k, n, b, bByRows).values(), right.values());
    return c;
  }

  private static DenseMatrix matrix(int rows, int columns, double[] byRows, boolean keep) {
    double[] values = new double[byRows.length];
    Arrays.setAll(values, i -> byRows[keep ? i : i % rows * columns + i / rows]);
    return new DenseMatrix(rows, columns, values, keep);
  }
}
