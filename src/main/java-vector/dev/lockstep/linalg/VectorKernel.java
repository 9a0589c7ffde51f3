package dev.lockstep.linalg;

import dev.lockstep.data.SparseRows;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Exact products on the vector unit, its lanes along the columns of C. Tiles of C stay in registers
 * over all of k; at the edges the last tile overlaps the one before: a number that is computed
 * twice is the same.
 */
final class VectorKernel implements ExactKernel {
  static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
  static final int L = LANES.length();
  private static final int R = 5;

  /** Numbers of a B whose strips are packed. */
  private static final int LARGE = 1 << 15;

  private final ExactKernel scalar = new ScalarKernel();

  @Override
  public void multiply(double[] a, int aAt, int aRow, int aColumn, Matrix b, Matrix c) {
    int m = c.rows();
    int n = c.columns();
    int k = b.rows();
    if (m < R || n < L) {
      scalar.multiply(a, aAt, aRow, aColumn, b, c);
      return;
    }
    double[] packed = k * n < LARGE ? null : new double[k * 2 * L];
    for (int j = 0; j < n; j += 2 * L) {
      int j0 = Math.min(j, n - L);
      int j1 = Math.min(j + L, n - L);
      if (packed != null) {
        for (int p = 0; p < k; p++) {
          int at = b.at(p);
          DoubleVector.fromArray(LANES, b.values(), at + j0).intoArray(packed, p * 2 * L);
          DoubleVector.fromArray(LANES, b.values(), at + j1).intoArray(packed, p * 2 * L + L);
        }
      }
      for (int i = 0; i < m; i += R) {
        int row = Math.min(i, m - R);
        int left = aAt + row * aRow;
        int c0 = c.at(row) + j0;
        int c1 = c.at(row) + j1;
        if (packed != null) {
          tile(a, left, aRow, aColumn, packed, 0, L, 2 * L, k, c.values(), c0, c1, c.stride());
        } else {
          int b0 = b.offset() + j0;
          int b1 = b.offset() + j1;
          tile(
              a,
              left,
              aRow,
              aColumn,
              b.values(),
              b0,
              b1,
              b.stride(),
              k,
              c.values(),
              c0,
              c1,
              c.stride());
        }
      }
    }
  }

  private static void tile(
      double[] a,
      int aAt,
      int aRow,
      int aColumn,
      double[] b,
      int b0At,
      int b1At,
      int bRow,
      int k,
      double[] c,
      int c0,
      int c1,
      int cRow) {
    DoubleVector c00 = DoubleVector.zero(LANES);
    DoubleVector c01 = c00;
    DoubleVector c10 = c00;
    DoubleVector c11 = c00;
    DoubleVector c20 = c00;
    DoubleVector c21 = c00;
    DoubleVector c30 = c00;
    DoubleVector c31 = c00;
    DoubleVector c40 = c00;
    DoubleVector c41 = c00;
    for (int p = 0; p < k; p++) {
      DoubleVector b0 = DoubleVector.fromArray(LANES, b, b0At + p * bRow);
      DoubleVector b1 = DoubleVector.fromArray(LANES, b, b1At + p * bRow);
      int at = aAt + p * aColumn;
      DoubleVector a0 = DoubleVector.broadcast(LANES, a[at]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      DoubleVector a1 = DoubleVector.broadcast(LANES, a[at + aRow]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      DoubleVector a2 = DoubleVector.broadcast(LANES, a[at + 2 * aRow]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      DoubleVector a3 = DoubleVector.broadcast(LANES, a[at + 3 * aRow]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      DoubleVector a4 = DoubleVector.broadcast(LANES, a[at + 4 * aRow]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
    }
    c00.add(0.0).intoArray(c, c0);
    c01.add(0.0).intoArray(c, c1);
    c10.add(0.0).intoArray(c, c0 + cRow);
    c11.add(0.0).intoArray(c, c1 + cRow);
    c20.add(0.0).intoArray(c, c0 + 2 * cRow);
    c21.add(0.0).intoArray(c, c1 + 2 * cRow);
    c30.add(0.0).intoArray(c, c0 + 3 * cRow);
    c31.add(0.0).intoArray(c, c1 + 3 * cRow);
    c40.add(0.0).intoArray(c, c0 + 4 * cRow);
    c41.add(0.0).intoArray(c, c1 + 4 * cRow);
  }

  @Override
  public void multiplyByTransposed(Matrix a, Matrix b, Matrix c) {
    int n = b.rows();
    int k = b.columns();
    double[] t = new double[n * k];
    transpose(b, t);
    multiply(a.values(), a.offset(), a.stride(), 1, new Matrix(t, k, n), c);
  }

  static void transpose(Matrix b, double[] t) {
    int rows = b.rows();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < b.columns(); j++) {
        t[j * rows + i] = b.values()[b.at(i) + j];
      }
    }
  }

  @Override
  public void multiply(SparseRows a, Matrix b, Matrix c) {
    c.clear();
    addRows(a, 0, a.rows(), b, c);
  }

  @Override
  public void addRows(SparseRows a, int from, int to, Matrix b, Matrix c) {
    for (int i = from; i < to; i++) {
      if (a.starts()[i] < a.starts()[i + 1]) {
        VectorSparse.addRow(a, i, b, c.values(), c.at(i - from));
      }
    }
  }
}
