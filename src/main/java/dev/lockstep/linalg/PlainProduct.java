package dev.lockstep.linalg;

import java.util.Arrays;
import org.apache.spark.ml.linalg.DenseMatrix;

/**
 * The product by its definition: {@code c[i][j] = 0 + a[i][0] b[0][j] + a[i][1] b[1][j] + ...},
 * from left to right, every product and every sum rounded.
 *
 * <p>Java's arithmetic is strict, so its bits are the same on every machine. It is the reference
 * that the fast kernels are tested against.
 */
public final class PlainProduct implements MatrixProduct {
  @Override
  public void multiply(DenseMatrix a, DenseMatrix b, DenseMatrix c) {
    MatrixProduct.requireShapes(a, b, c);
    Arrays.fill(c.values(), 0);
    for (int i = 0; i < c.numRows(); i++) {
      if (b.isTransposed()) {
        addRows(a, b, c, i);
      } else {
        addColumns(a, b, c, i);
      }
    }
  }

  /**
   * Row i of C when B is stored by rows: every row of B is added, scaled; the inner loop is over j.
   */
  private static void addRows(DenseMatrix a, DenseMatrix b, DenseMatrix c, int i) {
    int n = c.numCols();
    double[] bValues = b.values();
    double[] cValues = c.values();
    for (int p = 0; p < a.numCols(); p++) {
      double aip = a.apply(i, p);
      int bRow = p * n;
      int cRow = i * n;
      for (int j = 0; j < n; j++) {
        cValues[cRow + j] += aip * bValues[bRow + j];
      }
    }
  }

  /** Row i of C when B is stored by columns: every number of it is an inner product. */
  private static void addColumns(DenseMatrix a, DenseMatrix b, DenseMatrix c, int i) {
    int k = a.numCols();
    double[] bValues = b.values();
    double[] cValues = c.values();
    for (int j = 0; j < c.numCols(); j++) {
      double sum = 0;
      for (int p = 0; p < k; p++) {
        sum += a.apply(i, p) * bValues[j * k + p];
      }
      cValues[i * c.numCols() + j] = sum;
    }
  }
}
