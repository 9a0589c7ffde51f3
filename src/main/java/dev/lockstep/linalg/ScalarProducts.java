package dev.lockstep.linalg;

import java.util.Arrays;

/** Exact products number by number, as they are defined: the reference, for every JVM. */
final class ScalarProducts extends Products {
  @Override
  void product(double[] a, int aAt, int aRow, int aColumn, Matrix b, Matrix c) {
    c.clear();
    for (int i = 0; i < c.rows(); i++) {
      for (int p = 0; p < b.rows(); p++) {
        addMultiple(a[aAt + i * aRow + p * aColumn], b, p, c.values(), c.at(i));
      }
      clearSigns(c.values(), c.at(i), c.columns());
    }
  }

  @Override
  void productByTransposed(Matrix a, Matrix b, Matrix c) {
    for (int i = 0; i < c.rows(); i++) {
      for (int j = 0; j < c.columns(); j++) {
        double sum = 0;
        for (int p = 0; p < a.columns(); p++) {
          sum = Math.fma(a.values()[a.at(i) + p], b.values()[b.at(j) + p], sum);
        }
        c.values()[c.at(i) + j] = sum + 0.0;
      }
    }
  }

  @Override
  void sparseProduct(SparseRows a, Matrix b, Matrix c) {
    c.clear();
    for (int i = 0; i < c.rows(); i++) {
      addRow(a, i, b, c.values(), c.at(i));
    }
  }

  @Override
  void addSparseProduct(SparseRows a, int from, int to, Matrix b, Matrix c) {
    double[] row = new double[c.columns()];
    int end = a.indexOf(to);
    for (int i = a.indexOf(from); i < end; i++) {
      Arrays.fill(row, 0);
      addRow(a, i, b, row, 0);
      for (int j = 0; j < row.length; j++) {
        c.values()[c.at(a.rowAt(i) - from) + j] += row[j];
      }
    }
  }

  /** Continues the chains of a row that begins as zeros, and ends them. */
  private static void addRow(SparseRows a, int i, Matrix b, double[] c, int at) {
    for (int p = a.starts()[i]; p < a.starts()[i + 1]; p++) {
      addMultiple(a.values()[p], b, a.columns()[p], c, at);
    }
    clearSigns(c, at, b.columns());
  }

  /** {@code c = fma(alpha, row of b, c)}: one term of every chain of a row. */
  private static void addMultiple(double alpha, Matrix b, int row, double[] c, int at) {
    int bAt = b.at(row);
    for (int j = 0; j < b.columns(); j++) {
      c[at + j] = Math.fma(alpha, b.values()[bAt + j], c[at + j]);
    }
  }

  /** {@code c = c + 0.0}: no number is a negative zero. */
  private static void clearSigns(double[] c, int at, int count) {
    for (int j = 0; j < count; j++) {
      c[at + j] += 0.0;
    }
  }
}
