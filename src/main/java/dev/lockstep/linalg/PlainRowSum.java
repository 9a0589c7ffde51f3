package dev.lockstep.linalg;

/** Number by number. */
final class PlainRowSum implements RowSum {
  @Override
  public void add(int[] r, double[] w, int from, int to, double[] b, int n, double[] c, int at) {
    for (int j = 0; j < n; j++) {
      double sum = 0;
      for (int i = from; i < to; i++) {
        sum += w[i] * b[r[i] * n + j];
      }
      c[at + j] += sum;
    }
  }
}
