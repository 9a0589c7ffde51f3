package dev.lockstep.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of which A is sparse: rows of C, up to thirteen vectors of one at a time, stay in
 * registers over the terms of a row of A. Loading B takes longer than the arithmetic.
 *
 * <p>Thirteen, because every walk over the terms costs as much as two or three of them, and those
 * of the tutorial's first gradient are fewer; they hold its 100 columns where a vector has eight
 * numbers. Registers suffice on every CPU.
 */
final class VectorSparse {
  private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
  private static final int L = LANES.length();

  /** Vectors of the widest strip. */
  private static final int MOST = 13;

  /** 54 KB of 104 columns: a core's first cache has 32 to 48, but not all rows are used. */
  private static final int BAND_ROWS = 68;

  private VectorSparse() {}

  /** Whether C is wide enough for {@link #multiply}. */
  static boolean isWide(int n) {
    return n > (MOST - 1) * L;
  }

  /**
   * {@code C = A B}, for all rows of A over one band of B's rows after the other: row by row, A
   * would fetch its rows of B from the second cache. The last strip overlaps the one before it.
   *
   * @param a shape (m, k)
   * @param b shape (k, n), {@linkplain #isWide wide}
   * @param c shape (m, n), overwritten
   */
  static void multiply(SparseRows a, Matrix b, Matrix c) {
    int n = c.columns();
    int width = Math.min(n, MOST * L);
    int[] next = new int[c.rows()];
    int[] r = a.columns();
    double[] w = a.values();
    double[] bs = b.values();
    double[] cs = c.values();
    int bStep = b.stride();
    int last = width - L;
    for (int j = 0; j < n; j += MOST * L) {
      int column = Math.min(j, n - width);
      c.columns(column, column + width).clear();
      System.arraycopy(a.starts(), 0, next, 0, next.length);
      for (int band = 0; band < a.width(); band += BAND_ROWS) {
        int end = band + BAND_ROWS;
        for (int i = 0; i < next.length; i++) {
          int to = a.starts()[i + 1];
          if (next[i] < to && r[next[i]] < end) {
            int cAt = c.at(i) + column;
            next[i] = extend(r, w, next[i], to, end, bs, b.offset() + column, bStep, last, cs, cAt);
          }
        }
      }
    }
  }

  /**
   * {@code C = C + A B} for some rows of A.
   *
   * @param b shape (k, n), n at least one vector
   */
  static void addRows(SparseRows a, int from, int to, Matrix b, Matrix c) {
    int end = a.indexOf(to);
    for (int i = a.indexOf(from); i < end; i++) {
      if (a.starts()[i] < a.starts()[i + 1]) {
        addRow(a, i, b, c.values(), c.at(a.rowAt(i) - from));
      }
    }
  }

  /**
   * One row, cut into strips of neighbouring vectors. The last vector of the last strip may overlap
   * the one before it in its strip, so that strip has two at least (but where n is one vector).
   */
  private static void addRow(SparseRows a, int i, Matrix b, double[] c, int cAt) {
    int n = b.columns();
    int left = (n - 1) / L + 1;
    for (int j = 0; left > 0; ) {
      int vectors = vectors(left);
      int last = Math.min((vectors - 1) * L, n - L - j);
      int[] r = a.columns();
      double[] w = a.values();
      int first = a.starts()[i];
      int end = a.starts()[i + 1];
      int bAt = b.offset() + j;
      switch (vectors) {
        case MOST -> thirteen(r, w, first, end, b.values(), bAt, b.stride(), last, c, cAt + j);
        case 4 -> four(r, w, first, end, b.values(), bAt, b.stride(), last, c, cAt + j);
        case 3 -> three(r, w, first, end, b.values(), bAt, b.stride(), last, c, cAt + j);
        default -> two(r, w, first, end, b.values(), bAt, b.stride(), last, c, cAt + j);
      }
      left -= vectors;
      j += vectors * L;
    }
  }

  /** How many vectors the next strip takes, so that no single one is left. */
  private static int vectors(int left) {
    if (left >= MOST && left != MOST + 1) {
      return MOST;
    }
    return left >= 4 && left != 5 ? 4 : Math.min(left, 3);
  }

  /**
   * {@code c = c + (w[from] b[r[from]] + w[from+1] b[r[from+1]] + ...)}: thirteen chains of
   * vectors.
   *
   * @param last from the first vector to the last
   */
  private static void thirteen(
      int[] r,
      double[] w,
      int from,
      int to,
      double[] b,
      int bAt,
      int bStep,
      int last,
      double[] c,
      int cAt) {
    DoubleVector c0 = DoubleVector.zero(LANES);
    DoubleVector c1 = c0;
    DoubleVector c2 = c0;
    DoubleVector c3 = c0;
    DoubleVector c4 = c0;
    DoubleVector c5 = c0;
    DoubleVector c6 = c0;
    DoubleVector c7 = c0;
    DoubleVector c8 = c0;
    DoubleVector c9 = c0;
    DoubleVector c10 = c0;
    DoubleVector c11 = c0;
    DoubleVector c12 = c0;
    for (int i = from; i < to; i++) {
      int place = bAt + r[i] * bStep;
      DoubleVector a = DoubleVector.broadcast(LANES, w[i]);
      c0 = a.fma(DoubleVector.fromArray(LANES, b, place), c0);
      c1 = a.fma(DoubleVector.fromArray(LANES, b, place + L), c1);
      c2 = a.fma(DoubleVector.fromArray(LANES, b, place + 2 * L), c2);
      c3 = a.fma(DoubleVector.fromArray(LANES, b, place + 3 * L), c3);
      c4 = a.fma(DoubleVector.fromArray(LANES, b, place + 4 * L), c4);
      c5 = a.fma(DoubleVector.fromArray(LANES, b, place + 5 * L), c5);
      c6 = a.fma(DoubleVector.fromArray(LANES, b, place + 6 * L), c6);
      c7 = a.fma(DoubleVector.fromArray(LANES, b, place + 7 * L), c7);
      c8 = a.fma(DoubleVector.fromArray(LANES, b, place + 8 * L), c8);
      c9 = a.fma(DoubleVector.fromArray(LANES, b, place + 9 * L), c9);
      c10 = a.fma(DoubleVector.fromArray(LANES, b, place + 10 * L), c10);
      c11 = a.fma(DoubleVector.fromArray(LANES, b, place + 11 * L), c11);
      c12 = a.fma(DoubleVector.fromArray(LANES, b, place + last), c12);
    }
    c12 = c12.add(DoubleVector.fromArray(LANES, c, cAt + last));
    c0.add(DoubleVector.fromArray(LANES, c, cAt)).intoArray(c, cAt);
    c1.add(DoubleVector.fromArray(LANES, c, cAt + L)).intoArray(c, cAt + L);
    c2.add(DoubleVector.fromArray(LANES, c, cAt + 2 * L)).intoArray(c, cAt + 2 * L);
    c3.add(DoubleVector.fromArray(LANES, c, cAt + 3 * L)).intoArray(c, cAt + 3 * L);
    c4.add(DoubleVector.fromArray(LANES, c, cAt + 4 * L)).intoArray(c, cAt + 4 * L);
    c5.add(DoubleVector.fromArray(LANES, c, cAt + 5 * L)).intoArray(c, cAt + 5 * L);
    c6.add(DoubleVector.fromArray(LANES, c, cAt + 6 * L)).intoArray(c, cAt + 6 * L);
    c7.add(DoubleVector.fromArray(LANES, c, cAt + 7 * L)).intoArray(c, cAt + 7 * L);
    c8.add(DoubleVector.fromArray(LANES, c, cAt + 8 * L)).intoArray(c, cAt + 8 * L);
    c9.add(DoubleVector.fromArray(LANES, c, cAt + 9 * L)).intoArray(c, cAt + 9 * L);
    c10.add(DoubleVector.fromArray(LANES, c, cAt + 10 * L)).intoArray(c, cAt + 10 * L);
    c11.add(DoubleVector.fromArray(LANES, c, cAt + 11 * L)).intoArray(c, cAt + 11 * L);
    c12.intoArray(c, cAt + last);
  }

  private static void four(
      int[] r,
      double[] w,
      int from,
      int to,
      double[] b,
      int bAt,
      int bStep,
      int last,
      double[] c,
      int cAt) {
    DoubleVector c0 = DoubleVector.zero(LANES);
    DoubleVector c1 = c0;
    DoubleVector c2 = c0;
    DoubleVector c3 = c0;
    for (int i = from; i < to; i++) {
      int place = bAt + r[i] * bStep;
      DoubleVector a = DoubleVector.broadcast(LANES, w[i]);
      c0 = a.fma(DoubleVector.fromArray(LANES, b, place), c0);
      c1 = a.fma(DoubleVector.fromArray(LANES, b, place + L), c1);
      c2 = a.fma(DoubleVector.fromArray(LANES, b, place + 2 * L), c2);
      c3 = a.fma(DoubleVector.fromArray(LANES, b, place + last), c3);
    }
    c3 = c3.add(DoubleVector.fromArray(LANES, c, cAt + last));
    c0.add(DoubleVector.fromArray(LANES, c, cAt)).intoArray(c, cAt);
    c1.add(DoubleVector.fromArray(LANES, c, cAt + L)).intoArray(c, cAt + L);
    c2.add(DoubleVector.fromArray(LANES, c, cAt + 2 * L)).intoArray(c, cAt + 2 * L);
    c3.intoArray(c, cAt + last);
  }

  private static void three(
      int[] r,
      double[] w,
      int from,
      int to,
      double[] b,
      int bAt,
      int bStep,
      int last,
      double[] c,
      int cAt) {
    DoubleVector c0 = DoubleVector.zero(LANES);
    DoubleVector c1 = c0;
    DoubleVector c2 = c0;
    for (int i = from; i < to; i++) {
      int place = bAt + r[i] * bStep;
      DoubleVector a = DoubleVector.broadcast(LANES, w[i]);
      c0 = a.fma(DoubleVector.fromArray(LANES, b, place), c0);
      c1 = a.fma(DoubleVector.fromArray(LANES, b, place + L), c1);
      c2 = a.fma(DoubleVector.fromArray(LANES, b, place + last), c2);
    }
    c2 = c2.add(DoubleVector.fromArray(LANES, c, cAt + last));
    c0.add(DoubleVector.fromArray(LANES, c, cAt)).intoArray(c, cAt);
    c1.add(DoubleVector.fromArray(LANES, c, cAt + L)).intoArray(c, cAt + L);
    c2.intoArray(c, cAt + last);
  }

  private static void two(
      int[] r,
      double[] w,
      int from,
      int to,
      double[] b,
      int bAt,
      int bStep,
      int last,
      double[] c,
      int cAt) {
    DoubleVector c0 = DoubleVector.zero(LANES);
    DoubleVector c1 = c0;
    for (int i = from; i < to; i++) {
      int place = bAt + r[i] * bStep;
      DoubleVector a = DoubleVector.broadcast(LANES, w[i]);
      c0 = a.fma(DoubleVector.fromArray(LANES, b, place), c0);
      c1 = a.fma(DoubleVector.fromArray(LANES, b, place + last), c1);
    }
    c1 = c1.add(DoubleVector.fromArray(LANES, c, cAt + last));
    c0.add(DoubleVector.fromArray(LANES, c, cAt)).intoArray(c, cAt);
    c1.intoArray(c, cAt + last);
  }

  /**
   * Extends the chains of thirteen vectors by the terms whose r is less than {@code end}.
   *
   * @return the first term that is not in them, or {@code to}
   */
  private static int extend(
      int[] r,
      double[] w,
      int from,
      int to,
      int end,
      double[] b,
      int bAt,
      int bStep,
      int last,
      double[] c,
      int cAt) {
    DoubleVector c0 = DoubleVector.fromArray(LANES, c, cAt);
    DoubleVector c1 = DoubleVector.fromArray(LANES, c, cAt + L);
    DoubleVector c2 = DoubleVector.fromArray(LANES, c, cAt + 2 * L);
    DoubleVector c3 = DoubleVector.fromArray(LANES, c, cAt + 3 * L);
    DoubleVector c4 = DoubleVector.fromArray(LANES, c, cAt + 4 * L);
    DoubleVector c5 = DoubleVector.fromArray(LANES, c, cAt + 5 * L);
    DoubleVector c6 = DoubleVector.fromArray(LANES, c, cAt + 6 * L);
    DoubleVector c7 = DoubleVector.fromArray(LANES, c, cAt + 7 * L);
    DoubleVector c8 = DoubleVector.fromArray(LANES, c, cAt + 8 * L);
    DoubleVector c9 = DoubleVector.fromArray(LANES, c, cAt + 9 * L);
    DoubleVector c10 = DoubleVector.fromArray(LANES, c, cAt + 10 * L);
    DoubleVector c11 = DoubleVector.fromArray(LANES, c, cAt + 11 * L);
    DoubleVector c12 = DoubleVector.fromArray(LANES, c, cAt + last);
    int i = from;
    for (; i < to && r[i] < end; i++) {
      int place = bAt + r[i] * bStep;
      DoubleVector a = DoubleVector.broadcast(LANES, w[i]);
      c0 = a.fma(DoubleVector.fromArray(LANES, b, place), c0);
      c1 = a.fma(DoubleVector.fromArray(LANES, b, place + L), c1);
      c2 = a.fma(DoubleVector.fromArray(LANES, b, place + 2 * L), c2);
      c3 = a.fma(DoubleVector.fromArray(LANES, b, place + 3 * L), c3);
      c4 = a.fma(DoubleVector.fromArray(LANES, b, place + 4 * L), c4);
      c5 = a.fma(DoubleVector.fromArray(LANES, b, place + 5 * L), c5);
      c6 = a.fma(DoubleVector.fromArray(LANES, b, place + 6 * L), c6);
      c7 = a.fma(DoubleVector.fromArray(LANES, b, place + 7 * L), c7);
      c8 = a.fma(DoubleVector.fromArray(LANES, b, place + 8 * L), c8);
      c9 = a.fma(DoubleVector.fromArray(LANES, b, place + 9 * L), c9);
      c10 = a.fma(DoubleVector.fromArray(LANES, b, place + 10 * L), c10);
      c11 = a.fma(DoubleVector.fromArray(LANES, b, place + 11 * L), c11);
      c12 = a.fma(DoubleVector.fromArray(LANES, b, place + last), c12);
    }
    c0.add(0.0).intoArray(c, cAt);
    c1.add(0.0).intoArray(c, cAt + L);
    c2.add(0.0).intoArray(c, cAt + 2 * L);
    c3.add(0.0).intoArray(c, cAt + 3 * L);
    c4.add(0.0).intoArray(c, cAt + 4 * L);
    c5.add(0.0).intoArray(c, cAt + 5 * L);
    c6.add(0.0).intoArray(c, cAt + 6 * L);
    c7.add(0.0).intoArray(c, cAt + 7 * L);
    c8.add(0.0).intoArray(c, cAt + 8 * L);
    c9.add(0.0).intoArray(c, cAt + 9 * L);
    c10.add(0.0).intoArray(c, cAt + 10 * L);
    c11.add(0.0).intoArray(c, cAt + 11 * L);
    c12.add(0.0).intoArray(c, cAt + last);
    return i;
  }
}
