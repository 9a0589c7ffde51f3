package dev.lockstep.linalg;

import java.util.Arrays;

/** Number by number. */
final class PlainRowSum implements RowSum {
  @Override
  public void sum(int[] r, double[] w, int from, int to, double[] b, int n, double[] c, int at) {
    Arrays.fill(c, at, at + n, 0);
    for (int i = from; i < to; i++) {
      int row = r[i] * n;
      for (int j = 0; j < n; j++) {
        c[at + j] += w[i] * b[row + j];
      }
    }
  }
}
