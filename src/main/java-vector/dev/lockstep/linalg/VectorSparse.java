package dev.lockstep.linalg;

import dev.lockstep.data.SparseRows;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rows of {@code A B} where most of A is zero: several neighbouring chains at once, in registers,
 * over the terms of a row.
 */
final class VectorSparse {
  private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
  private static final int L = LANES.length();

  private VectorSparse() {}

  /**
   * One row, C's being added to; the last registers overlap those before them, so that all sums are
   * complete before any is stored.
   */
  static void addRow(SparseRows a, int i, Matrix b, double[] c, int at) {
    int n = b.columns();
    int from = a.starts()[i];
    int to = a.starts()[i + 1];
    int j = 0;
    for (; j + 4 * L <= n; j += 4 * L) {
      four(a.columns(), a.values(), from, to, b, j, c, at + j);
    }
    for (; j + L <= n; j += L) {
      one(a.columns(), a.values(), from, to, b, j, c, at + j);
    }
    for (; j < n; j++) {
      double sum = 0;
      for (int p = from; p < to; p++) {
        sum = Math.fma(a.values()[p], b.values()[b.at(a.columns()[p]) + j], sum);
      }
      c[at + j] += sum;
    }
  }

  private static void one(
      int[] r, double[] w, int from, int to, Matrix rows, int j, double[] c, int at) {
    double[] b = rows.values();
    int first = rows.offset() + j;
    int stride = rows.stride();
    DoubleVector sum = DoubleVector.zero(LANES);
    for (int i = from; i < to; i++) {
      DoubleVector weight = DoubleVector.broadcast(LANES, w[i]);
      sum = weight.fma(DoubleVector.fromArray(LANES, b, r[i] * stride + first), sum);
    }
    sum.add(DoubleVector.fromArray(LANES, c, at)).intoArray(c, at);
  }

  private static void four(
      int[] r, double[] w, int from, int to, Matrix rows, int j, double[] c, int at) {
    double[] b = rows.values();
    int first = rows.offset() + j;
    int stride = rows.stride();
    DoubleVector sum0 = DoubleVector.zero(LANES);
    DoubleVector sum1 = sum0;
    DoubleVector sum2 = sum0;
    DoubleVector sum3 = sum0;
    for (int i = from; i < to; i++) {
      int place = r[i] * stride + first;
      DoubleVector weight = DoubleVector.broadcast(LANES, w[i]);
      sum0 = weight.fma(DoubleVector.fromArray(LANES, b, place), sum0);
      sum1 = weight.fma(DoubleVector.fromArray(LANES, b, place + L), sum1);
      sum2 = weight.fma(DoubleVector.fromArray(LANES, b, place + 2 * L), sum2);
      sum3 = weight.fma(DoubleVector.fromArray(LANES, b, place + 3 * L), sum3);
    }
    sum0.add(DoubleVector.fromArray(LANES, c, at)).intoArray(c, at);
    sum1.add(DoubleVector.fromArray(LANES, c, at + L)).intoArray(c, at + L);
    sum2.add(DoubleVector.fromArray(LANES, c, at + 2 * L)).intoArray(c, at + 2 * L);
    sum3.add(DoubleVector.fromArray(LANES, c, at + 3 * L)).intoArray(c, at + 3 * L);
  }
}
