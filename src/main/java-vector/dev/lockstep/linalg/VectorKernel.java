package dev.lockstep.linalg;

import static dev.lockstep.linalg.VectorTiles.L;
import static dev.lockstep.linalg.VectorTiles.LANES;
import static dev.lockstep.linalg.VectorTiles.ROWS;

import dev.lockstep.data.SparseRows;
import jdk.incubator.vector.DoubleVector;

/**
 * Exact products on the vector unit, by {@linkplain VectorTiles tiles} of C. Small operands are
 * read where they stand, large ones are packed in the order in which tiles read them. At the edges
 * the last tile overlaps the one before it: an element that is computed twice is the same.
 *
 * <p>k is never cut: a tile that would go on from a stored C waits for it longer than the strip of
 * B takes to come from the second cache.
 */
final class VectorKernel implements ExactKernel {
  /** Registers for tiles of three vectors: AVX-512 has 32 and so has arm64, older x86-64 has 16. */
  private static final boolean MANY_REGISTERS =
      L >= 8 || System.getProperty("os.arch").equals("aarch64");

  /** Rows of a tile of packed operands. */
  private static final int PACKED_ROWS = MANY_REGISTERS ? VectorTiles.PACKED_ROWS : ROWS;

  /** Columns of a strip of packed B, those of a tile. */
  private static final int STRIP = MANY_REGISTERS ? 3 * L : 2 * L;

  /** Strips of B that are packed at once, so that a row is read some cache lines at a time. */
  private static final int STRIPS = 4;

  /**
   * Rows and columns of C from which packing costs less than it saves, if B's rows are {@link #FAR}
   * from each other: each then is in another page, and the rows of a tile's columns take each
   * other's place in the first cache.
   */
  private static final int MANY_ROWS = 16;

  private static final int MANY_COLUMNS = 96;
  private static final int FAR = 192;

  private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

  /** Copies of operands, for one thread; each array grows to the largest product of its thread. */
  private static final class Scratch {
    double[] a = {};
    double[] b = {};
    double[] c = {};

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
  public void multiply(double[] a, int aAt, int aRow, int aColumn, Matrix b, Matrix c) {
    int m = c.rows();
    int n = c.columns();
    if (m == 0 || n == 0) {
      return;
    }
    if (isLarge(m, n, b.stride())) {
      multiplyPacked(a, aAt, aRow, aColumn, b.values(), b.offset(), b.stride(), 1, b.rows(), c);
    } else if (m < ROWS || n < L) {
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
    for (int j = 0; left > 0; ) {
      boolean isThree = MANY_REGISTERS && left % 3 == 0 && n >= 3 * L;
      int vectors = isThree ? 3 : 2;
      int column = Math.max(0, Math.min(j, n - vectors * L));
      int bAt = b.offset() + column;
      for (int i = 0; i < m; i += ROWS) {
        int row = Math.min(i, m - ROWS);
        int left0 = aAt + row * aRow;
        int cAt = c.at(row) + column;
        if (aColumn == 1) {
          if (isThree) {
            VectorTiles.byRows3(
                a, left0, aRow, b.values(), bAt, b.stride(), b.rows(), c.values(), cAt, c.stride());
          } else {
            VectorTiles.byRows2(
                a,
                left0,
                aRow,
                b.values(),
                bAt,
                b.stride(),
                d,
                b.rows(),
                c.values(),
                cAt,
                c.stride());
          }
        } else if (isThree) {
          VectorTiles.byColumns3(
              a,
              left0,
              aColumn,
              b.values(),
              bAt,
              b.stride(),
              b.rows(),
              c.values(),
              cAt,
              c.stride());
        } else {
          VectorTiles.byColumns2(
              a,
              left0,
              aColumn,
              b.values(),
              bAt,
              b.stride(),
              d,
              b.rows(),
              c.values(),
              cAt,
              c.stride());
        }
      }
      left -= vectors;
      j += vectors * L;
    }
  }

  /** With zeros below A or beside B, which have fewer rows or columns than a tile. */
  private void multiplyPadded(double[] a, int aAt, int aRow, int aColumn, Matrix b, Matrix c) {
    int m = Math.max(c.rows(), ROWS);
    int n = Math.max(c.columns(), L);
    int k = b.rows();
    Matrix left = Matrix.zeros(m, k);
    for (int i = 0; i < c.rows(); i++) {
      for (int p = 0; p < k; p++) {
        left.values()[i * k + p] = a[aAt + i * aRow + p * aColumn];
      }
    }
    Matrix right = b;
    if (b.columns() < n) {
      right = Matrix.zeros(k, n);
      right.columns(0, b.columns()).copyFrom(b);
    }
    Matrix product = Matrix.zeros(m, n);
    multiplyInPlace(left.values(), 0, k, 1, right, product);
    c.copyFrom(product.slice(0, c.rows()).columns(0, c.columns()));
  }

  /** B as it is or transposed: element (p, j) is at {@code bAt + p bRow + j bColumn}. */
  private void multiplyPacked(
      double[] a,
      int aAt,
      int aRow,
      int aColumn,
      double[] b,
      int bAt,
      int bRow,
      int bColumn,
      int k,
      Matrix c) {
    int m = c.rows();
    int n = c.columns();
    int tile = PACKED_ROWS * k;
    int strip = STRIP * k;
    double[] packedA = scratch.get().a(((m - 1) / PACKED_ROWS + 1) * tile);
    double[] packedB = scratch.get().b(Math.min(STRIPS, (n - 1) / STRIP + 1) * strip);
    for (int i = 0, to = 0; i < m; i += PACKED_ROWS, to += tile) {
      int from = aAt + Math.min(i, m - PACKED_ROWS) * aRow;
      pack(a, from, aColumn, aRow, k, PACKED_ROWS, packedA, to);
    }
    for (int first = 0; first < n; first += STRIPS * STRIP) {
      int end = Math.min(first + STRIPS * STRIP, n);
      for (int j = first, to = 0; j < end; j += STRIP, to += strip) {
        int from = bAt + Math.min(j, n - STRIP) * bColumn;
        pack(b, from, bRow, bColumn, k, STRIP, packedB, to);
      }
      for (int j = first, bFrom = 0; j < end; j += STRIP, bFrom += strip) {
        int column = Math.min(j, n - STRIP);
        for (int i = 0, aFrom = 0; i < m; i += PACKED_ROWS, aFrom += tile) {
          int cAt = c.at(Math.min(i, m - PACKED_ROWS)) + column;
          if (MANY_REGISTERS) {
            VectorTiles.packed(packedA, aFrom, packedB, bFrom, k, c.values(), cAt, c.stride());
          } else {
            VectorTiles.byColumns2(
                packedA, aFrom, ROWS, packedB, bFrom, STRIP, L, k, c.values(), cAt, c.stride());
          }
        }
      }
    }
  }

  private static void pack(
      double[] from, int at, int pStep, int jStep, int k, int width, double[] to, int toAt) {
    if (jStep == 1) {
      copy(from, at, pStep, k, width, to, toAt);
    } else {
      transpose(from, at, jStep, width, k, to, toAt, width);
    }
  }

  /** Rows one behind the other. */
  private static void copy(
      double[] from, int at, int stride, int rows, int columns, double[] to, int toAt) {
    for (int i = 0; i < rows; i++) {
      int j = 0;
      for (; j + L <= columns; j += L) {
        DoubleVector.fromArray(LANES, from, at + i * stride + j)
            .intoArray(to, toAt + i * columns + j);
      }
      for (; j < columns; j++) {
        to[toAt + i * columns + j] = from[at + i * stride + j];
      }
    }
  }

  /** {@code to[j][i] = from[i][j]}, four rows at a time. */
  private static void transpose(
      double[] from,
      int at,
      int stride,
      int rows,
      int columns,
      double[] to,
      int toAt,
      int toStride) {
    int i = 0;
    for (; i + 4 <= rows; i += 4) {
      int row0 = at + i * stride;
      int row1 = row0 + stride;
      int row2 = row1 + stride;
      int row3 = row2 + stride;
      for (int j = 0; j < columns; j++) {
        int place = toAt + i + j * toStride;
        to[place] = from[row0 + j];
        to[place + 1] = from[row1 + j];
        to[place + 2] = from[row2 + j];
        to[place + 3] = from[row3 + j];
      }
    }
    for (; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        to[toAt + i + j * toStride] = from[at + i * stride + j];
      }
    }
  }

  /** Transposes what is smaller: B, or A and then C, which is computed as {@code C' = B A'}. */
  @Override
  public void multiplyByTransposed(Matrix a, Matrix b, Matrix c) {
    int m = c.rows();
    int n = c.columns();
    int k = a.columns();
    if (isLarge(m, n, n)) {
      multiplyPacked(
          a.values(), a.offset(), a.stride(), 1, b.values(), b.offset(), 1, b.stride(), k, c);
    } else if (m >= L && n >= ROWS && (long) n * k > (long) m * (k + n)) {
      Matrix left = new Matrix(scratch.get().a(k * m), k, m);
      Matrix product = new Matrix(scratch.get().c(n * m), n, m);
      transpose(a.values(), a.offset(), a.stride(), m, k, left.values(), 0, m);
      multiplyInPlace(b.values(), b.offset(), b.stride(), 1, left, product);
      transpose(product.values(), 0, m, n, m, c.values(), c.offset(), c.stride());
    } else {
      Matrix right = new Matrix(scratch.get().b(k * n), k, n);
      transpose(b.values(), b.offset(), b.stride(), n, k, right.values(), 0, n);
      multiply(a.values(), a.offset(), a.stride(), 1, right, c);
    }
  }

  @Override
  public void multiply(SparseRows a, Matrix b, Matrix c) {
    if (VectorSparse.isWide(c.columns())) {
      VectorSparse.multiply(a, b, c);
    } else {
      c.clear();
      addRows(a, 0, a.rows(), b, c);
    }
  }

  @Override
  public void addRows(SparseRows a, int from, int to, Matrix b, Matrix c) {
    if (c.columns() < L) {
      new ScalarKernel().addRows(a, from, to, b, c);
    } else {
      VectorSparse.addRows(a, from, to, b, c);
    }
  }
}
