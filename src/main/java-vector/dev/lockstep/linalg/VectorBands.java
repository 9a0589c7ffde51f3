package dev.lockstep.linalg;

import dev.lockstep.data.SparseRows;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code C = A B} where most of A is zero, for all rows of A over one band of B's rows after the
 * other: row by row, A would fetch its rows of B from the second cache, which takes longer than the
 * arithmetic. Sums go on from band to band, so their order and their bits are those of {@link
 * RowSum#multiply}.
 *
 * <p>Only for rows of B that fit in thirteen registers, as the tutorial's 100 numbers do in those
 * of 512 bits: a sum is loaded and stored once a band.
 *
 * <p>The loop stands in {@link VectorRowSum} once more: one for both would look for the band's end
 * and load zeros in a gradient's short lists too, which made a step's backward pass up to a tenth
 * slower.
 */
final class VectorBands {
  private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
  private static final int L = LANES.length();

  /** 54 KB of 100 numbers a row: a core's first cache has 32 to 48, but not all rows are used. */
  private static final int BAND_ROWS = 68;

  private VectorBands() {}

  /** Whether rows have the width that is computed here. */
  static boolean suit(int n) {
    return n > 12 * L && n <= 13 * L;
  }

  /**
   * {@code C = A B}.
   *
   * @param a shape (m, k)
   * @param b shape (k, n), of a width that {@linkplain #suit suits}
   * @param c its first m n numbers are overwritten, row by row
   */
  static void multiply(SparseRows a, MatrixRows b, double[] c) {
    int n = b.width();
    int rows = a.rows();
    int[] starts = a.starts();
    int[] columns = a.columns();
    double[] values = a.values();
    int[] next = Arrays.copyOf(starts, rows);
    Arrays.fill(c, 0, rows * n, 0);
    for (int from = 0; from < a.width(); from += BAND_ROWS) {
      int end = from + BAND_ROWS;
      for (int i = 0; i < rows; i++) {
        int to = starts[i + 1];
        if (next[i] < to && columns[next[i]] < end) {
          next[i] = goOn(columns, values, next[i], to, end, b, c, i * n);
        }
      }
    }
  }

  /**
   * Goes on with a sum, {@code c = c + w[from] b[r[from]] + w[from+1] b[r[from+1]] + ...}, as far
   * as r is less than {@code end}.
   *
   * @return the first term that is not in the sum, or {@code to}
   */
  private static int goOn(
      int[] r, double[] w, int from, int to, int end, MatrixRows rows, double[] c, int at) {
    double[] b = rows.values();
    int first = rows.first();
    int stride = rows.stride();
    // Where the last register begins, which may overlap the one before it.
    int last = rows.width() - L;
    DoubleVector sum0 = DoubleVector.fromArray(LANES, c, at);
    DoubleVector sum1 = DoubleVector.fromArray(LANES, c, at + L);
    DoubleVector sum2 = DoubleVector.fromArray(LANES, c, at + 2 * L);
    DoubleVector sum3 = DoubleVector.fromArray(LANES, c, at + 3 * L);
    DoubleVector sum4 = DoubleVector.fromArray(LANES, c, at + 4 * L);
    DoubleVector sum5 = DoubleVector.fromArray(LANES, c, at + 5 * L);
    DoubleVector sum6 = DoubleVector.fromArray(LANES, c, at + 6 * L);
    DoubleVector sum7 = DoubleVector.fromArray(LANES, c, at + 7 * L);
    DoubleVector sum8 = DoubleVector.fromArray(LANES, c, at + 8 * L);
    DoubleVector sum9 = DoubleVector.fromArray(LANES, c, at + 9 * L);
    DoubleVector sum10 = DoubleVector.fromArray(LANES, c, at + 10 * L);
    DoubleVector sum11 = DoubleVector.fromArray(LANES, c, at + 11 * L);
    DoubleVector sum12 = DoubleVector.fromArray(LANES, c, at + last);
    int i = from;
    for (; i < to && r[i] < end; i++) {
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
    sum0.intoArray(c, at);
    sum1.intoArray(c, at + L);
    sum2.intoArray(c, at + 2 * L);
    sum3.intoArray(c, at + 3 * L);
    sum4.intoArray(c, at + 4 * L);
    sum5.intoArray(c, at + 5 * L);
    sum6.intoArray(c, at + 6 * L);
    sum7.intoArray(c, at + 7 * L);
    sum8.intoArray(c, at + 8 * L);
    sum9.intoArray(c, at + 9 * L);
    sum10.intoArray(c, at + 10 * L);
    sum11.intoArray(c, at + 11 * L);
    sum12.intoArray(c, at + last);
    return i;
  }
}
