package dev.lockstep.linalg;

/**
 * Products with the same bits on every machine:
 *
 * <pre>
 * c[i][j] = fma(a[i][k-1], b[k-1][j], ... fma(a[i][1], b[1][j], fma(a[i][0], b[0][j], +0.0)) ... ) + 0.0
 * </pre>
 *
 * one chain for each number, its terms in ascending order, each rounded once ({@link Math#fma}),
 * and +0.0 added after the last, so that none is -0.0. A term whose a is zero changes no number
 * where b is finite, so that dense and sparse products are the same. Neither the width of vectors
 * along j nor the bounds of tiles, nor how many rows a product takes, are part of this.
 */
final class ExactProducts implements Products {
  private final ExactKernel kernel;

  ExactProducts(ExactKernel kernel) {
    this.kernel = kernel;
  }

  /** With the fastest kernel of this JVM. */
  static ExactProducts fastest() {
    return new ExactProducts(Jvm.hasVectors() ? new VectorKernel() : new ScalarKernel());
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix c) {
    boolean fit = a.rows() == c.rows() && a.columns() == b.rows() && b.columns() == c.columns();
    Products.requireShapes(fit, a, b, c);
    kernel.multiply(a.values(), a.offset(), a.stride(), 1, b, c);
  }

  @Override
  public void multiplyTransposed(Matrix a, Matrix b, Matrix c) {
    boolean fit = a.columns() == c.rows() && a.rows() == b.rows() && b.columns() == c.columns();
    Products.requireShapes(fit, a, b, c);
    kernel.multiply(a.values(), a.offset(), 1, a.stride(), b, c);
  }

  @Override
  public void multiplyByTransposed(Matrix a, Matrix b, Matrix c) {
    boolean fit = a.rows() == c.rows() && a.columns() == b.columns() && b.rows() == c.columns();
    Products.requireShapes(fit, a, b, c);
    kernel.multiplyByTransposed(a, b, c);
  }

  @Override
  public boolean haveSparse() {
    return true;
  }

  @Override
  public void multiply(SparseRows a, Matrix b, Matrix c) {
    requireShapes(a, 0, a.rows(), b, c);
    kernel.multiply(a, b, c);
  }

  @Override
  public void addRows(SparseRows a, int from, int to, Matrix b, Matrix c) {
    requireShapes(a, from, to, b, c);
    kernel.addRows(a, from, to, b, c);
  }

  private static void requireShapes(SparseRows a, int from, int to, Matrix b, Matrix c) {
    if (to - from != c.rows() || a.width() != b.rows() || b.columns() != c.columns()) {
      throw new IllegalArgumentException(
          "Rows %d to %d of shape (%d, %d) and a matrix of shape %s have no product of shape %s"
              .formatted(from, to, a.rows(), a.width(), b.shape(), c.shape()));
    }
  }
}
