package dev.lockstep.linalg;

import static dev.lockstep.linalg.VectorTiles.L;
import static dev.lockstep.linalg.VectorTiles.LANES;
import static dev.lockstep.linalg.VectorTiles.MANY_REGISTERS;

import jdk.incubator.vector.DoubleVector;

/**
 * Large dense products: operands are copied in the order in which tiles of C read them, a panel of
 * k after the other. Of A eight rows at a time, of B strips of three vectors. For one thread.
 */
final class VectorPacked {
  /** Rows of a tile. */
  private static final int ROWS = MANY_REGISTERS ? 8 : VectorTiles.ROWS;

  /** Columns of a tile, and of a strip of packed B. */
  private static final int STRIP = MANY_REGISTERS ? 3 * L : 2 * L;

  /** Strips of B that are packed at once, so that a row is read some cache lines at a time. */
  private static final int STRIPS = 4;

  /**
   * Terms of a panel at most: 1 MB for 128 rows of A and these strips, half of a second cache. Of
   * chains that continue from C the first term waits for it, so shorter panels are slower again.
   */
  private static final int PANEL = MANY_REGISTERS ? 512 : Integer.MAX_VALUE;

  /** The packed operands; each grows to the largest product of its thread. */
  private double[] packedA = {};

  private double[] packedB = {};

  private final Matrix edge = Matrix.zeros(ROWS, STRIP);

  /**
   * {@code C = A B}, both as they are or transposed: element (i, p) of A is at {@code aAt + i aRow
   * + p aColumn}, element (p, j) of B at {@code bAt + p bRow + j bColumn}.
   *
   * @param k terms of a chain
   * @param c shape (m, n), at least a tile, overwritten
   */
  void multiply(
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
    int panels = Math.max(1, (k - 1) / PANEL + 1);
    for (int panel = 0; panel < panels; panel++) {
      int p = (int) ((long) k * panel / panels);
      int terms = (int) ((long) k * (panel + 1) / panels) - p;
      packA(a, aAt + p * aColumn, aRow, aColumn, c.rows(), terms);
      for (int j = 0; j < c.columns(); j += STRIPS * STRIP) {
        int end = Math.min(j + STRIPS * STRIP, c.columns());
        packB(b, bAt + p * bRow, bRow, bColumn, j, end, c.columns(), terms);
        multiplyStrips(panel == 0, j, end, terms, c);
      }
    }
  }

  /**
   * All tiles of some strips. Rows of A are in the first cache meanwhile, the strips in the second.
   */
  private void multiplyStrips(boolean first, int from, int end, int k, Matrix c) {
    for (int i = 0, aAt = 0; i < c.rows(); i += ROWS, aAt += ROWS * k) {
      int row = Math.min(i, c.rows() - ROWS);
      for (int j = from, bAt = 0; j < end; j += STRIP, bAt += STRIP * k) {
        int column = Math.min(j, c.columns() - STRIP);
        if (first || (row == i && column == j)) {
          tile(first, aAt, bAt, k, c.values(), c.at(row) + column, c.stride());
        } else { // what overlaps the tile before has these terms already
          edge.copyFrom(c.slice(row, row + ROWS).columns(column, column + STRIP));
          tile(false, aAt, bAt, k, edge.values(), 0, STRIP);
          Matrix rest = c.slice(i, row + ROWS).columns(j, column + STRIP);
          rest.copyFrom(edge.slice(i - row, ROWS).columns(j - column, STRIP));
        }
      }
    }
  }

  private void tile(boolean first, int aAt, int bAt, int k, double[] c, int cAt, int cStep) {
    if (MANY_REGISTERS) {
      eightByThree(first, packedA, aAt, packedB, bAt, k, c, cAt, cStep);
    } else {
      VectorTiles.byColumns2(packedA, aAt, ROWS, packedB, bAt, STRIP, L, k, c, cAt, cStep);
    }
  }

  /** Tile after tile of rows, of each term after term; the last overlaps the one before it. */
  private void packA(double[] a, int aAt, int aRow, int aColumn, int m, int k) {
    int tiles = (m - 1) / ROWS + 1;
    if (packedA.length < tiles * ROWS * k) {
      packedA = new double[tiles * ROWS * k];
    }
    double[] to = packedA;
    for (int tile = 0; tile < tiles; tile++) {
      int from = aAt + Math.min(tile * ROWS, m - ROWS) * aRow;
      int at = tile * ROWS * k;
      for (int p = 0; p < k; p++) {
        for (int i = 0; i < ROWS; i++) {
          to[at + p * ROWS + i] = a[from + p * aColumn + i * aRow];
        }
      }
    }
  }

  /** Strip after strip, of each term after term; the last overlaps the one before it. */
  private void packB(double[] b, int bAt, int bRow, int bColumn, int from, int end, int n, int k) {
    if (packedB.length < STRIPS * STRIP * k) {
      packedB = new double[STRIPS * STRIP * k];
    }
    double[] to = packedB;
    if (bColumn != 1) {
      for (int j = from, at = 0; j < end; j += STRIP, at += STRIP * k) {
        int column = bAt + Math.min(j, n - STRIP) * bColumn;
        transpose(b, column, bColumn, STRIP, k, to, at, STRIP);
      }
      return;
    }
    for (int p = 0; p < k; p++) {
      for (int j = from, at = p * STRIP; j < end; j += STRIP, at += STRIP * k) {
        int place = bAt + p * bRow + Math.min(j, n - STRIP);
        for (int v = 0; v < STRIP; v += L) {
          DoubleVector.fromArray(LANES, b, place + v).intoArray(to, at + v);
        }
      }
    }
  }

  /**
   * Eight rows and three vectors of C, which continue from C but for the first panel. 30 registers.
   *
   * @param first whether chains begin here
   * @param a of eight rows the panel's numbers, term after term
   * @param aAt where they begin
   * @param b of three vectors the same
   * @param bAt where they begin
   * @param k terms of the panel
   * @param cAt the tile's first number
   * @param cStep from one row of C to the next
   */
  private static void eightByThree(
      boolean first,
      double[] a,
      int aAt,
      double[] b,
      int bAt,
      int k,
      double[] c,
      int cAt,
      int cStep) {
    DoubleVector zero = DoubleVector.zero(LANES);
    DoubleVector c00 = first ? zero : DoubleVector.fromArray(LANES, c, cAt);
    DoubleVector c01 = first ? zero : DoubleVector.fromArray(LANES, c, cAt + L);
    DoubleVector c02 = first ? zero : DoubleVector.fromArray(LANES, c, cAt + 2 * L);
    DoubleVector c10 = first ? zero : DoubleVector.fromArray(LANES, c, cAt + cStep);
    DoubleVector c11 = first ? zero : DoubleVector.fromArray(LANES, c, cAt + cStep + L);
    DoubleVector c12 = first ? zero : DoubleVector.fromArray(LANES, c, cAt + cStep + 2 * L);
    DoubleVector c20 = first ? zero : DoubleVector.fromArray(LANES, c, cAt + 2 * cStep);
    DoubleVector c21 = first ? zero : DoubleVector.fromArray(LANES, c, cAt + 2 * cStep + L);
    DoubleVector c22 = first ? zero : DoubleVector.fromArray(LANES, c, cAt + 2 * cStep + 2 * L);
    DoubleVector c30 = first ? zero : DoubleVector.fromArray(LANES, c, cAt + 3 * cStep);
    DoubleVector c31 = first ? zero : DoubleVector.fromArray(LANES, c, cAt + 3 * cStep + L);
    DoubleVector c32 = first ? zero : DoubleVector.fromArray(LANES, c, cAt + 3 * cStep + 2 * L);
    DoubleVector c40 = first ? zero : DoubleVector.fromArray(LANES, c, cAt + 4 * cStep);
    DoubleVector c41 = first ? zero : DoubleVector.fromArray(LANES, c, cAt + 4 * cStep + L);
    DoubleVector c42 = first ? zero : DoubleVector.fromArray(LANES, c, cAt + 4 * cStep + 2 * L);
    DoubleVector c50 = first ? zero : DoubleVector.fromArray(LANES, c, cAt + 5 * cStep);
    DoubleVector c51 = first ? zero : DoubleVector.fromArray(LANES, c, cAt + 5 * cStep + L);
    DoubleVector c52 = first ? zero : DoubleVector.fromArray(LANES, c, cAt + 5 * cStep + 2 * L);
    DoubleVector c60 = first ? zero : DoubleVector.fromArray(LANES, c, cAt + 6 * cStep);
    DoubleVector c61 = first ? zero : DoubleVector.fromArray(LANES, c, cAt + 6 * cStep + L);
    DoubleVector c62 = first ? zero : DoubleVector.fromArray(LANES, c, cAt + 6 * cStep + 2 * L);
    DoubleVector c70 = first ? zero : DoubleVector.fromArray(LANES, c, cAt + 7 * cStep);
    DoubleVector c71 = first ? zero : DoubleVector.fromArray(LANES, c, cAt + 7 * cStep + L);
    DoubleVector c72 = first ? zero : DoubleVector.fromArray(LANES, c, cAt + 7 * cStep + 2 * L);
    int aPlace = aAt;
    int end = bAt + k * 3 * L;
    for (int bPlace = bAt; bPlace < end; bPlace += 3 * L) {
      DoubleVector b0 = DoubleVector.fromArray(LANES, b, bPlace);
      DoubleVector b1 = DoubleVector.fromArray(LANES, b, bPlace + L);
      DoubleVector b2 = DoubleVector.fromArray(LANES, b, bPlace + 2 * L);
      DoubleVector a0 = DoubleVector.broadcast(LANES, a[aPlace]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      DoubleVector a1 = DoubleVector.broadcast(LANES, a[aPlace + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      DoubleVector a2 = DoubleVector.broadcast(LANES, a[aPlace + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      DoubleVector a3 = DoubleVector.broadcast(LANES, a[aPlace + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      DoubleVector a4 = DoubleVector.broadcast(LANES, a[aPlace + 4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      c42 = a4.fma(b2, c42);
      DoubleVector a5 = DoubleVector.broadcast(LANES, a[aPlace + 5]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      c52 = a5.fma(b2, c52);
      DoubleVector a6 = DoubleVector.broadcast(LANES, a[aPlace + 6]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      c62 = a6.fma(b2, c62);
      DoubleVector a7 = DoubleVector.broadcast(LANES, a[aPlace + 7]);
      c70 = a7.fma(b0, c70);
      c71 = a7.fma(b1, c71);
      c72 = a7.fma(b2, c72);
      aPlace += 8;
    }
    c00.add(0.0).intoArray(c, cAt);
    c01.add(0.0).intoArray(c, cAt + L);
    c02.add(0.0).intoArray(c, cAt + 2 * L);
    c10.add(0.0).intoArray(c, cAt + cStep);
    c11.add(0.0).intoArray(c, cAt + cStep + L);
    c12.add(0.0).intoArray(c, cAt + cStep + 2 * L);
    c20.add(0.0).intoArray(c, cAt + 2 * cStep);
    c21.add(0.0).intoArray(c, cAt + 2 * cStep + L);
    c22.add(0.0).intoArray(c, cAt + 2 * cStep + 2 * L);
    c30.add(0.0).intoArray(c, cAt + 3 * cStep);
    c31.add(0.0).intoArray(c, cAt + 3 * cStep + L);
    c32.add(0.0).intoArray(c, cAt + 3 * cStep + 2 * L);
    c40.add(0.0).intoArray(c, cAt + 4 * cStep);
    c41.add(0.0).intoArray(c, cAt + 4 * cStep + L);
    c42.add(0.0).intoArray(c, cAt + 4 * cStep + 2 * L);
    c50.add(0.0).intoArray(c, cAt + 5 * cStep);
    c51.add(0.0).intoArray(c, cAt + 5 * cStep + L);
    c52.add(0.0).intoArray(c, cAt + 5 * cStep + 2 * L);
    c60.add(0.0).intoArray(c, cAt + 6 * cStep);
    c61.add(0.0).intoArray(c, cAt + 6 * cStep + L);
    c62.add(0.0).intoArray(c, cAt + 6 * cStep + 2 * L);
    c70.add(0.0).intoArray(c, cAt + 7 * cStep);
    c71.add(0.0).intoArray(c, cAt + 7 * cStep + L);
    c72.add(0.0).intoArray(c, cAt + 7 * cStep + 2 * L);
  }

  /** {@code to[j][i] = from[i][j]}, four rows at a time. */
  static void transpose(
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
}
