package dev.lockstep.linalg;

/**
 * The matrix products of a layer, over numbers that the caller owns. One run uses one
 * implementation everywhere; any number of threads may use it at once.
 *
 * <p>Exact products have the same bits on every machine:
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
public abstract class Products {
  /**
   * {@code C = A B}: forward, {@code u = z W}.
   *
   * @param a shape (m, k)
   * @param b shape (k, n)
   * @param c shape (m, n), overwritten; no part of an operand
   * @throws IllegalArgumentException naming all three shapes if they do not fit
   */
  public final void multiply(Matrix a, Matrix b, Matrix c) {
    boolean fit = a.rows() == c.rows() && a.columns() == b.rows() && b.columns() == c.columns();
    requireShapes(fit, a, b, c);
    product(a.values(), a.offset(), a.stride(), 1, b, c);
  }

  /**
   * {@code C = A' B}: the gradient of the weights, {@code dW = z' du}.
   *
   * @param a shape (k, m)
   * @param b shape (k, n)
   * @param c shape (m, n), overwritten; no part of an operand
   * @throws IllegalArgumentException naming all three shapes if they do not fit
   */
  public final void multiplyTransposed(Matrix a, Matrix b, Matrix c) {
    boolean fit = a.columns() == c.rows() && a.rows() == b.rows() && b.columns() == c.columns();
    requireShapes(fit, a, b, c);
    product(a.values(), a.offset(), 1, a.stride(), b, c);
  }

  /**
   * {@code C = A B'}: what goes back to the layer below, {@code dz = du W'}.
   *
   * @param a shape (m, k)
   * @param b shape (n, k)
   * @param c shape (m, n), overwritten; no part of an operand
   * @throws IllegalArgumentException naming all three shapes if they do not fit
   */
  public final void multiplyByTransposed(Matrix a, Matrix b, Matrix c) {
    boolean fit = a.rows() == c.rows() && a.columns() == b.columns() && b.rows() == c.columns();
    requireShapes(fit, a, b, c);
    productByTransposed(a, b, c);
  }

  private static void requireShapes(boolean fit, Matrix a, Matrix b, Matrix c) {
    if (!fit) {
      throw new IllegalArgumentException(
          "Matrices of shapes %s and %s have no product of shape %s"
              .formatted(a.shape(), b.shape(), c.shape()));
    }
  }

  /**
   * Whether the products below are there, so that an x most of whose numbers are zero need not be
   * filled up with them. If not, every x must be dense.
   */
  public boolean haveSparse() {
    return true;
  }

  /**
   * {@code C = A B} where most of A is zero: forward, {@code u = x W}.
   *
   * @param a shape (m, k)
   * @param b shape (k, n)
   * @param c shape (m, n), overwritten; no part of b
   * @throws IllegalArgumentException naming all three shapes if they do not fit
   */
  public final void multiply(SparseRows a, Matrix b, Matrix c) {
    requireShapes(a, 0, a.rows(), b, c);
    sparseProduct(a, b, c);
  }

  /**
   * {@code C = C + A B} for some rows of A, most of which is zero; each number of the product is
   * summed before it is added. The gradient of the first layer's weights, {@code dW = dW + x' du},
   * A being x'.
   *
   * @param a shape (m, k)
   * @param from the first row, from 0
   * @param to the row after the last, at most m
   * @param b shape (k, n)
   * @param c shape (to - from, n), added to; has no negative zero
   * @throws IllegalArgumentException naming all three shapes if they do not fit
   */
  public final void addRows(SparseRows a, int from, int to, Matrix b, Matrix c) {
    requireShapes(a, from, to, b, c);
    addSparseProduct(a, from, to, b, c);
  }

  private static void requireShapes(SparseRows a, int from, int to, Matrix b, Matrix c) {
    if (to - from != c.rows() || a.width() != b.rows() || b.columns() != c.columns()) {
      throw new IllegalArgumentException(
          "Rows %d to %d of shape (%d, %d) and a matrix of shape %s have no product of shape %s"
              .formatted(from, to, a.rows(), a.width(), b.shape(), c.shape()));
    }
  }

  /**
   * {@code C = A B}, or {@code A' B}: number p of row i of the left operand is at {@code aAt + i
   * aRow + p aColumn} of a. One of the two steps is 1; shapes fit, here and below.
   */
  abstract void product(double[] a, int aAt, int aRow, int aColumn, Matrix b, Matrix c);

  abstract void productByTransposed(Matrix a, Matrix b, Matrix c);

  abstract void sparseProduct(SparseRows a, Matrix b, Matrix c);

  abstract void addSparseProduct(SparseRows a, int from, int to, Matrix b, Matrix c);
}
