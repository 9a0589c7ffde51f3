package dev.lockstep.linalg;

import dev.ludovic.netlib.blas.BLAS;
import org.apache.spark.ml.linalg.DenseMatrix;

/**
 * The product by {@code dgemm} of a netlib BLAS, the library under MLlib's own {@code
 * DenseMatrix.multiply}, without its allocation.
 *
 * <p>BLAS stores by columns. A matrix stored by rows is its transpose stored by columns, so {@code
 * C = A B} by rows is {@code C' = B' A'} by columns.
 */
public final class NetlibProduct implements MatrixProduct {
  private final BLAS blas;

  NetlibProduct(BLAS blas) {
    this.blas = blas;
  }

  @Override
  public void multiplyRows(DenseMatrix a, DenseMatrix b, int from, int to, double[] c, int at) {
    blas.dgemm(
        b.isTransposed() ? "N" : "T",
        a.isTransposed() ? "N" : "T",
        b.numCols(),
        to - from,
        a.numCols(),
        1,
        b.values(),
        0,
        leadingDimension(b),
        a.values(),
        a.isTransposed() ? from * a.numCols() : from,
        leadingDimension(a),
        0,
        c,
        at,
        b.numCols());
  }

  private static int leadingDimension(DenseMatrix matrix) {
    return matrix.isTransposed() ? matrix.numCols() : matrix.numRows();
  }
}
