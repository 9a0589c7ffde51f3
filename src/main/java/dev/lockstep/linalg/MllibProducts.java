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
final class MllibProducts implements Products {
  private final BLAS blas;

  MllibProducts(BLAS blas) {
    this.blas = blas;
  }

  /** The name of the library's class, such as {@code VectorBLAS}. */
  String library() {
    return blas.getClass().getSimpleName();
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix c) {
    boolean fit = a.rows() == c.rows() && a.columns() == b.rows() && b.columns() == c.columns();
    Products.requireShapes(fit, a, b, c);
    gemm("N", "N", a.columns(), a, b, c);
  }

  @Override
  public void multiplyTransposed(Matrix a, Matrix b, Matrix c) {
    boolean fit = a.columns() == c.rows() && a.rows() == b.rows() && b.columns() == c.columns();
    Products.requireShapes(fit, a, b, c);
    gemm("T", "N", a.rows(), a, b, c);
  }

  @Override
  public void multiplyByTransposed(Matrix a, Matrix b, Matrix c) {
    boolean fit = a.rows() == c.rows() && a.columns() == b.columns() && b.rows() == c.columns();
    Products.requireShapes(fit, a, b, c);
    gemm("N", "T", a.columns(), a, b, c);
  }

  private void gemm(String aForm, String bForm, int k, Matrix a, Matrix b, Matrix c) {
    blas.dgemm(
        bForm,
        aForm,
        c.columns(),
        c.rows(),
        k,
        1,
        b.values(),
        b.offset(),
        b.stride(),
        a.values(),
        a.offset(),
        a.stride(),
        0,
        c.values(),
        c.offset(),
        c.stride());
  }

  @Override
  public boolean haveSparse() {
    return false;
  }

  @Override
  public void multiply(SparseRows a, Matrix b, Matrix c) {
    throw new UnsupportedOperationException("A BLAS has dense products alone");
  }

  @Override
  public void addRows(SparseRows a, int from, int to, Matrix b, Matrix c) {
    throw new UnsupportedOperationException("A BLAS has dense products alone");
  }
}
