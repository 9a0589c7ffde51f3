package dev.lockstep.linalg;

import dev.ludovic.netlib.blas.BLAS;

/**
 * Products by {@code dgemm} of a netlib BLAS, the library under MLlib's own {@code
 * DenseMatrix.multiply}, without its allocation: which bits come out depends on the library and the
 * machine.
 *
 * <p>BLAS stores by columns. A matrix stored by rows is its transpose stored by columns, so {@code
 * C = A B} by rows is {@code C' = B' A'} by columns.
 */
final class MllibProducts extends Products {
  private final BLAS blas;

  MllibProducts(BLAS blas) {
    this.blas = blas;
  }

  /** The name of the library's class, such as {@code VectorBLAS}. */
  String library() {
    return blas.getClass().getSimpleName();
  }

  @Override
  void product(double[] a, int aAt, int aRow, int aColumn, Matrix b, Matrix c) {
    // Of one row or column both steps may be 1: BLAS asks for the length of a row as it is stored.
    boolean asItIs = aColumn == 1 && aRow >= b.rows();
    gemm(asItIs ? "N" : "T", "N", b.rows(), a, aAt, asItIs ? aRow : aColumn, b, c);
  }

  @Override
  void productByTransposed(Matrix a, Matrix b, Matrix c) {
    gemm("N", "T", a.columns(), a.values(), a.offset(), a.stride(), b, c);
  }

  private void gemm(
      String aForm, String bForm, int k, double[] a, int aAt, int aStep, Matrix b, Matrix c) {
    double[] bs = b.values();
    double[] cs = c.values();
    int m = c.rows();
    int n = c.columns();
    blas.dgemm(
        bForm,
        aForm,
        n,
        m,
        k,
        1,
        bs,
        b.offset(),
        b.stride(),
        a,
        aAt,
        aStep,
        0,
        cs,
        c.offset(),
        c.stride());
  }

  @Override
  public boolean haveSparse() {
    return false;
  }

  @Override
  void sparseProduct(SparseRows a, Matrix b, Matrix c) {
    throw new UnsupportedOperationException("A BLAS has dense products alone");
  }

  @Override
  void addSparseProduct(SparseRows a, int from, int to, Matrix b, Matrix c) {
    throw new UnsupportedOperationException("A BLAS has dense products alone");
  }
}
