package dev.lockstep.linalg;

/**
 * How exact products are computed: {@link ExactProducts} says what they are. All implementations
 * have the same bits.
 */
interface ExactKernel {
  /**
   * {@code C = A B}, or {@code A' B}: number p of row i of the left operand is at {@code aAt + i
   * aRow + p aColumn}.
   *
   * @param a holds the left operand, shape (m, k)
   * @param aAt where it begins
   * @param aRow from one of its rows to the next
   * @param aColumn from one of its columns to the next; this or {@code aRow} is 1
   * @param b shape (k, n)
   * @param c shape (m, n), overwritten
   */
  void multiply(double[] a, int aAt, int aRow, int aColumn, Matrix b, Matrix c);

  /**
   * {@code C = A B'}.
   *
   * @param a shape (m, k)
   * @param b shape (n, k)
   * @param c shape (m, n), overwritten
   */
  void multiplyByTransposed(Matrix a, Matrix b, Matrix c);

  /**
   * {@code C = A B} where most of A is zero.
   *
   * @param a shape (m, k)
   * @param b shape (k, n)
   * @param c shape (m, n), overwritten
   */
  void multiply(SparseRows a, Matrix b, Matrix c);

  /**
   * {@code C = C + A B} for some rows of A, most of which is zero.
   *
   * @param a shape (m, k)
   * @param from the first row, from 0
   * @param to the row after the last, at most m
   * @param b shape (k, n)
   * @param c shape (to - from, n), added to
   */
  void addRows(SparseRows a, int from, int to, Matrix b, Matrix c);
}
