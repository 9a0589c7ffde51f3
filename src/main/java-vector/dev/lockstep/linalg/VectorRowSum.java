package dev.lockstep.linalg;

import dev.lockstep.data.SparseRows;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Several neighbouring sums at once, in registers: as many as they hold, since every walk over the
 * terms costs as much as two or three terms, and the lists of a gradient are shorter than that. A
 * lane computes what {@link PlainRowSum} does, one product and one sum at a time, so the width of
 * the registers changes no bit.
 *
 * <p>C2 of JDK 17 does not vectorise the plain loop, whose rows begin anywhere in one array; and it
 * keeps vectors in registers only while no method of our own stands between them, which is why the
 * wide sums are written out.
 */
final class VectorRowSum implements RowSum {
  private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
  private static final int L = LANES.length();

  private final RowSum narrow = new PlainRowSum();

  @Override
  public void add(int[] r, double[] w, int from, int to, MatrixRows b, double[] c, int at) {
    int n = b.width();
    if (n < L) {
      narrow.add(r, w, from, to, b, c, at);
      return;
    }
    if (VectorBands.suit(n)) {
      thirteen(r, w, from, to, b, c, at);
      return;
    }
    int last = n - L; // where the last register begins, which may overlap the one before it
    DoubleVector lastSum = n % L == 0 ? null : one(r, w, from, to, b, last, c, at + last);
    int j = 0;
    for (; j + 8 * L <= n; j += 8 * L) {
      eight(r, w, from, to, b, j, c, at + j);
    }
    for (; j + 4 * L <= n; j += 4 * L) {
      four(r, w, from, to, b, j, c, at + j);
    }
    for (; j + L <= n; j += L) {
      one(r, w, from, to, b, j, c, at + j).intoArray(c, at + j);
    }
    if (lastSum != null) {
      lastSum.intoArray(c, at + last);
    }
  }

  @Override
  public void multiply(SparseRows a, MatrixRows b, double[] c) {
    if (VectorBands.suit(b.width())) {
      VectorBands.multiply(a, b, c);
    } else {
      RowSum.super.multiply(a, b, c);
    }
  }

  /** The sum of the one register, still to be stored. */
  private static DoubleVector one(
      int[] r, double[] w, int from, int to, MatrixRows rows, int j, double[] c, int at) {
    double[] b = rows.values();
    int first = rows.first() + j;
    int stride = rows.stride();
    DoubleVector sum = DoubleVector.zero(LANES);
    for (int i = from; i < to; i++) {
      sum = sum.add(DoubleVector.fromArray(LANES, b, r[i] * stride + first).mul(w[i]));
    }
    return DoubleVector.fromArray(LANES, c, at).add(sum);
  }

  private static void four(
      int[] r, double[] w, int from, int to, MatrixRows rows, int j, double[] c, int at) {
    double[] b = rows.values();
    int first = rows.first() + j;
    int stride = rows.stride();
    DoubleVector sum0 = DoubleVector.zero(LANES);
    DoubleVector sum1 = sum0;
    DoubleVector sum2 = sum0;
    DoubleVector sum3 = sum0;
    for (int i = from; i < to; i++) {
      int place = r[i] * stride + first;
      DoubleVector weight = DoubleVector.broadcast(LANES, w[i]);
      sum0 = sum0.add(DoubleVector.fromArray(LANES, b, place).mul(weight));
      sum1 = sum1.add(DoubleVector.fromArray(LANES, b, place + L).mul(weight));
      sum2 = sum2.add(DoubleVector.fromArray(LANES, b, place + 2 * L).mul(weight));
      sum3 = sum3.add(DoubleVector.fromArray(LANES, b, place + 3 * L).mul(weight));
    }
    sum0.add(DoubleVector.fromArray(LANES, c, at)).intoArray(c, at);
    sum1.add(DoubleVector.fromArray(LANES, c, at + L)).intoArray(c, at + L);
    sum2.add(DoubleVector.fromArray(LANES, c, at + 2 * L)).intoArray(c, at + 2 * L);
    sum3.add(DoubleVector.fromArray(LANES, c, at + 3 * L)).intoArray(c, at + 3 * L);
  }

  private static void eight(
      int[] r, double[] w, int from, int to, MatrixRows rows, int j, double[] c, int at) {
    double[] b = rows.values();
    int first = rows.first() + j;
    int stride = rows.stride();
    DoubleVector sum0 = DoubleVector.zero(LANES);
    DoubleVector sum1 = sum0;
    DoubleVector sum2 = sum0;
    DoubleVector sum3 = sum0;
    DoubleVector sum4 = sum0;
    DoubleVector sum5 = sum0;
    DoubleVector sum6 = sum0;
    DoubleVector sum7 = sum0;
    for (int i = from; i < to; i++) {
      int place = r[i] * stride + first;
      DoubleVector weight = DoubleVector.broadcast(LANES, w[i]);
      sum0 = sum0.add(DoubleVector.fromArray(LANES, b, place).mul(weight));
      sum1 = sum1.add(DoubleVector.fromArray(LANES, b, place + L).mul(weight));
      sum2 = sum2.add(DoubleVector.fromArray(LANES, b, place + 2 * L).mul(weight));
      sum3 = sum3.add(DoubleVector.fromArray(LANES, b, place + 3 * L).mul(weight));
      sum4 = sum4.add(DoubleVector.fromArray(LANES, b, place + 4 * L).mul(weight));
      sum5 = sum5.add(DoubleVector.fromArray(LANES, b, place + 5 * L).mul(weight));
      sum6 = sum6.add(DoubleVector.fromArray(LANES, b, place + 6 * L).mul(weight));
      sum7 = sum7.add(DoubleVector.fromArray(LANES, b, place + 7 * L).mul(weight));
    }
    sum0.add(DoubleVector.fromArray(LANES, c, at)).intoArray(c, at);
    sum1.add(DoubleVector.fromArray(LANES, c, at + L)).intoArray(c, at + L);
    sum2.add(DoubleVector.fromArray(LANES, c, at + 2 * L)).intoArray(c, at + 2 * L);
    sum3.add(DoubleVector.fromArray(LANES, c, at + 3 * L)).intoArray(c, at + 3 * L);
    sum4.add(DoubleVector.fromArray(LANES, c, at + 4 * L)).intoArray(c, at + 4 * L);
    sum5.add(DoubleVector.fromArray(LANES, c, at + 5 * L)).intoArray(c, at + 5 * L);
    sum6.add(DoubleVector.fromArray(LANES, c, at + 6 * L)).intoArray(c, at + 6 * L);
    sum7.add(DoubleVector.fromArray(LANES, c, at + 7 * L)).intoArray(c, at + 7 * L);
  }

  /** Whole rows of the tutorial's width, 100, in thirteen registers of 512 bits; two overlap. */
  private static void thirteen(
      int[] r, double[] w, int from, int to, MatrixRows rows, double[] c, int at) {
    double[] b = rows.values();
    int first = rows.first();
    int stride = rows.stride();
    int last = rows.width() - L;
    DoubleVector sum0 = DoubleVector.zero(LANES);
    DoubleVector sum1 = sum0;
    DoubleVector sum2 = sum0;
    DoubleVector sum3 = sum0;
    DoubleVector sum4 = sum0;
    DoubleVector sum5 = sum0;
    DoubleVector sum6 = sum0;
    DoubleVector sum7 = sum0;
    DoubleVector sum8 = sum0;
    DoubleVector sum9 = sum0;
    DoubleVector sum10 = sum0;
    DoubleVector sum11 = sum0;
    DoubleVector sum12 = sum0;
    for (int i = from; i < to; i++) {
      int place = r[i] * stride + first;
      DoubleVector weight = DoubleVector.broadcast(LANES, w[i]);
      sum0 = sum0.add(DoubleVector.fromArray(LANES, b, place).mul(weight));
      sum1 = sum1.add(DoubleVector.fromArray(LANES, b, place + L).mul(weight));
      sum2 = sum2.add(DoubleVector.fromArray(LANES, b, place + 2 * L).mul(weight));
      sum3 = sum3.add(DoubleVector.fromArray(LANES, b, place + 3 * L).mul(weight));
      sum4 = sum4.add(DoubleVector.fromArray(LANES, b, place + 4 * L).mul(weight));
      sum5 = sum5.add(DoubleVector.fromArray(LANES, b, place + 5 * L).mul(weight));
      sum6 = sum6.add(DoubleVector.fromArray(LANES, b, place + 6 * L).mul(weight));
      sum7 = sum7.add(DoubleVector.fromArray(LANES, b, place + 7 * L).mul(weight));
      sum8 = sum8.add(DoubleVector.fromArray(LANES, b, place + 8 * L).mul(weight));
      sum9 = sum9.add(DoubleVector.fromArray(LANES, b, place + 9 * L).mul(weight));
      sum10 = sum10.add(DoubleVector.fromArray(LANES, b, place + 10 * L).mul(weight));
      sum11 = sum11.add(DoubleVector.fromArray(LANES, b, place + 11 * L).mul(weight));
      sum12 = sum12.add(DoubleVector.fromArray(LANES, b, place + last).mul(weight));
    }
    DoubleVector lastSum = DoubleVector.fromArray(LANES, c, at + last).add(sum12);
    sum0.add(DoubleVector.fromArray(LANES, c, at)).intoArray(c, at);
    sum1.add(DoubleVector.fromArray(LANES, c, at + L)).intoArray(c, at + L);
    sum2.add(DoubleVector.fromArray(LANES, c, at + 2 * L)).intoArray(c, at + 2 * L);
    sum3.add(DoubleVector.fromArray(LANES, c, at + 3 * L)).intoArray(c, at + 3 * L);
    sum4.add(DoubleVector.fromArray(LANES, c, at + 4 * L)).intoArray(c, at + 4 * L);
    sum5.add(DoubleVector.fromArray(LANES, c, at + 5 * L)).intoArray(c, at + 5 * L);
    sum6.add(DoubleVector.fromArray(LANES, c, at + 6 * L)).intoArray(c, at + 6 * L);
    sum7.add(DoubleVector.fromArray(LANES, c, at + 7 * L)).intoArray(c, at + 7 * L);
    sum8.add(DoubleVector.fromArray(LANES, c, at + 8 * L)).intoArray(c, at + 8 * L);
    sum9.add(DoubleVector.fromArray(LANES, c, at + 9 * L)).intoArray(c, at + 9 * L);
    sum10.add(DoubleVector.fromArray(LANES, c, at + 10 * L)).intoArray(c, at + 10 * L);
    sum11.add(DoubleVector.fromArray(LANES, c, at + 11 * L)).intoArray(c, at + 11 * L);
    lastSum.intoArray(c, at + last);
  }
}
