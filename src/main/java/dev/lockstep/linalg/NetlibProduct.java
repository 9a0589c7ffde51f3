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
  public void multiply(DenseMatrix a, DenseMatrix b, DenseMatrix c) {
    MatrixProduct.requireShapes(a, b, c);
    blas.dgemm(
        b.isTransposed() ? "N" : "T",
        a.isTransposed() ? "N" : "T",
        c.numCols(),
        c.numRows(),
        a.numCols(),
        1,
        b.values(),
        leadingDimension(b),
        a.values(),
        leadingDimension(a),
        0,
        c.values(),
        c.numCols());
  }

  private static int leadingDimension(DenseMatrix matrix) {
    return matrix.isTransposed() ? matrix.numCols() : matrix.numRows();
  }
}
