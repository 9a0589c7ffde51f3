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
  public void multiplyRows(DenseMatrix a, DenseMatrix b, int from, int to, double[] c, int at) {
    Arrays.fill(c, at, at + (to - from) * b.numCols(), 0);
    for (int i = from; i < to; i++) {
      int cRow = at + (i - from) * b.numCols();
      if (b.isTransposed()) {
        addRows(a, b, i, c, cRow);
      } else {
        addColumns(a, b, i, c, cRow);
      }
    }
  }

  /** Row i where B is stored by rows: every row of B is added, scaled; the inner loop is over j. */
  private static void addRows(DenseMatrix a, DenseMatrix b, int i, double[] c, int cRow) {
    int n = b.numCols();
    double[] bValues = b.values();
    for (int p = 0; p < a.numCols(); p++) {
      double aip = a.apply(i, p);
      int bRow = p * n;
      for (int j = 0; j < n; j++) {
        c[cRow + j] += aip * bValues[bRow + j];
      }
    }
  }

  /** Row i where B is stored by columns: every number of it is an inner product. */
  private static void addColumns(DenseMatrix a, DenseMatrix b, int i, double[] c, int cRow) {
    int k = a.numCols();
    double[] bValues = b.values();
    for (int j = 0; j < b.numCols(); j++) {
      double sum = 0;
      for (int p = 0; p < k; p++) {
        sum += a.apply(i, p) * bValues[j * k + p];
      }
      c[cRow + j] = sum;
    }
  }
}
