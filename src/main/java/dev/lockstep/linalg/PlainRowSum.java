package dev.lockstep.linalg;

/** Number by number. */
final class PlainRowSum implements RowSum {
  @Override
  public void add(int[] r, double[] w, int from, int to, MatrixRows b, double[] c, int at) {
    double[] values = b.values();
    for (int j = 0; j < b.width(); j++) {
      double sum = 0;
      for (int i = from; i < to; i++) {
        sum += w[i] * values[b.first() + r[i] * b.stride() + j];
      }
      c[at + j] += sum;
    }
  }
}
