package dev.lockstep.linalg;

import static dev.lockstep.linalg.VectorTiles.L;
import static dev.lockstep.linalg.VectorTiles.MANY_REGISTERS;
import static dev.lockstep.linalg.VectorTiles.ROWS;

/**
 * Exact products on the vector unit, by {@linkplain VectorTiles tiles} of C. Small operands are
 * read where they stand, large ones are {@linkplain VectorPacked packed}. At the edges the last
 * tile overlaps the one before it: an element that is computed twice is the same.
 */
final class VectorProducts extends Products {
  /**
   * Rows and columns of C from which packing costs less than it saves, if B's rows are {@link #FAR}
   * from each other: each then is in another page, and the rows of a tile's columns take each
   * other's place in the first cache.
   */
  private static final int MANY_ROWS = 16;

  private static final int MANY_COLUMNS = 96;
  private static final int FAR = 192;

  /** Where C is narrower than a vector: filling B up with zeros takes longer. */
  private static final Products PLAIN = new ScalarProducts();

  private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

  /** Copies of operands, for one thread; each array grows to the largest product of its thread. */
  private static final class Scratch {
    final VectorPacked packed = new VectorPacked();
    private double[] a = {};
    private double[] b = {};
    private double[] c = {};

    double[] a(int length) {
      return a = a.length < length ? new double[length] : a;
    }

    double[] b(int length) {
      return b = b.length < length ? new double[length] : b;
    }

    double[] c(int length) {
      return c = c.length < length ? new double[length] : c;
    }
  }

  @Override
  void product(double[] a, int aAt, int aRow, int aColumn, Matrix b, Matrix c) {
    int m = c.rows();
    int n = c.columns();
    if (m == 0 || n == 0) {
      return;
    }
    if (isLarge(m, n, b.stride())) {
      VectorPacked packed = scratch.get().packed;
      packed.multiply(a, aAt, aRow, aColumn, b.values(), b.offset(), b.stride(), 1, b.rows(), c);
    } else if (n < L) {
      PLAIN.product(a, aAt, aRow, aColumn, b, c);
    } else if (m < ROWS) {
      multiplyPadded(a, aAt, aRow, aColumn, b, c);
    } else {
      multiplyInPlace(a, aAt, aRow, aColumn, b, c);
    }
  }

  private static boolean isLarge(int m, int n, int bStep) {
    return m >= MANY_ROWS && n >= MANY_COLUMNS && bStep >= FAR;
  }

  /** Strips of two or three vectors, so many that no single one is left; over the rows of each. */
  private static void multiplyInPlace(
      double[] a, int aAt, int aRow, int aColumn, Matrix b, Matrix c) {
    int m = c.rows();
    int n = c.columns();
    int left = (n - 1) / L + 1;
    int d = Math.min(L, n - L);
    double[] bs = b.values();
    double[] cs = c.values();
    int k = b.rows();
    int bStep = b.stride();
    int cStep = c.stride();
    for (int j = 0; left > 0; ) {
      boolean isThree = MANY_REGISTERS && left % 3 == 0 && n >= 3 * L;
      int vectors = isThree ? 3 : 2;
      int column = Math.max(0, Math.min(j, n - vectors * L));
      int bAt = b.offset() + column;
      for (int i = 0; i < m; i += ROWS) {
        int row = Math.min(i, m - ROWS);
        int left0 = aAt + row * aRow;
        int cAt = c.at(row) + column;
        if (aColumn == 1 && isThree) {
          VectorTiles.byRows3(a, left0, aRow, bs, bAt, bStep, k, cs, cAt, cStep);
        } else if (aColumn == 1) {
          VectorTiles.byRows2(a, left0, aRow, bs, bAt, bStep, d, k, cs, cAt, cStep);
        } else if (isThree) {
          VectorTiles.byColumns3(a, left0, aColumn, bs, bAt, bStep, k, cs, cAt, cStep);
        } else {
          VectorTiles.byColumns2(a, left0, aColumn, bs, bAt, bStep, d, k, cs, cAt, cStep);
        }
      }
      left -= vectors;
      j += vectors * L;
    }
  }

  /** With zeros below A, which has fewer rows than a tile. */
  private static void multiplyPadded(
      double[] a, int aAt, int aRow, int aColumn, Matrix b, Matrix c) {
    int k = b.rows();
    Matrix left = Matrix.zeros(ROWS, k);
    for (int i = 0; i < c.rows(); i++) {
      for (int p = 0; p < k; p++) {
        left.values()[i * k + p] = a[aAt + i * aRow + p * aColumn];
      }
    }
    Matrix product = Matrix.zeros(ROWS, c.columns());
    multiplyInPlace(left.values(), 0, k, 1, b, product);
    c.copyFrom(product.slice(0, c.rows()));
  }

  /** Transposes what is smaller: B, or A and then C, which is computed as {@code C' = B A'}. */
  @Override
  void productByTransposed(Matrix a, Matrix b, Matrix c) {
    int m = c.rows();
    int n = c.columns();
    int k = a.columns();
    if (isLarge(m, n, n)) {
      scratch
          .get()
          .packed
          .multiply(
              a.values(), a.offset(), a.stride(), 1, b.values(), b.offset(), 1, b.stride(), k, c);
    } else if (m >= L && n >= ROWS && (long) n * k > (long) m * (k + n)) {
      Matrix left = new Matrix(scratch.get().a(k * m), k, m);
      Matrix product = new Matrix(scratch.get().c(n * m), n, m);
      VectorPacked.transpose(a.values(), a.offset(), a.stride(), m, k, left.values(), 0, m);
      multiplyInPlace(b.values(), b.offset(), b.stride(), 1, left, product);
      VectorPacked.transpose(product.values(), 0, m, n, m, c.values(), c.offset(), c.stride());
    } else {
      Matrix right = new Matrix(scratch.get().b(k * n), k, n);
      VectorPacked.transpose(b.values(), b.offset(), b.stride(), n, k, right.values(), 0, n);
      product(a.values(), a.offset(), a.stride(), 1, right, c);
    }
  }

  @Override
  void sparseProduct(SparseRows a, Matrix b, Matrix c) {
    if (VectorSparse.isWide(c.columns())) {
      VectorSparse.multiply(a, b, c);
    } else {
      c.clear();
      addSparseProduct(a, 0, a.rows(), b, c);
    }
  }

  @Override
  void addSparseProduct(SparseRows a, int from, int to, Matrix b, Matrix c) {
    if (c.columns() < L) {
      PLAIN.addSparseProduct(a, from, to, b, c);
    } else {
      VectorSparse.addRows(a, from, to, b, c);
    }
  }
}
