package dev.lockstep.linalg;

/**
 * The matrix products of a layer, over numbers that the caller owns. One run uses one
 * implementation everywhere; any number of threads may use it at once.
 */
public interface Products {
  /**
   * {@code C = A B}: forward, {@code u = z W}.
   *
   * @param a shape (m, k)
   * @param b shape (k, n)
   * @param c shape (m, n), overwritten; no part of an operand
   * @throws IllegalArgumentException naming all three shapes if they do not fit
   */
  void multiply(Matrix a, Matrix b, Matrix c);

  /**
   * {@code C = A' B}: the gradient of the weights, {@code dW = z' du}.
   *
   * @param a shape (k, m)
   * @param b shape (k, n)
   * @param c shape (m, n), overwritten; no part of an operand
   * @throws IllegalArgumentException naming all three shapes if they do not fit
   */
  void multiplyTransposed(Matrix a, Matrix b, Matrix c);

  /**
   * {@code C = A B'}: what goes back to the layer below, {@code dz = du W'}.
   *
   * @param a shape (m, k)
   * @param b shape (n, k)
   * @param c shape (m, n), overwritten; no part of an operand
   * @throws IllegalArgumentException naming all three shapes if they do not fit
   */
  void multiplyByTransposed(Matrix a, Matrix b, Matrix c);

  /**
   * Whether the products below are there, so that an x most of whose numbers are zero need not be
   * filled up with them.
   *
   * @return false if every x must be dense
   */
  boolean haveSparse();

  /**
   * {@code C = A B} where most of A is zero: forward, {@code u = x W}.
   *
   * @param a shape (m, k)
   * @param b shape (k, n)
   * @param c shape (m, n), overwritten; no part of b
   * @throws IllegalArgumentException naming all three shapes if they do not fit
   */
  void multiply(SparseRows a, Matrix b, Matrix c);

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
  void addRows(SparseRows a, int from, int to, Matrix b, Matrix c);

  /**
   * Checks the shapes of a product.
   *
   * @throws IllegalArgumentException naming all three shapes if they do not fit
   */
  static void requireShapes(boolean fit, Matrix a, Matrix b, Matrix c) {
    if (!fit) {
      throw new IllegalArgumentException(
          "Matrices of shapes %s and %s have no product of shape %s"
              .formatted(a.shape(), b.shape(), c.shape()));
    }
  }
}
