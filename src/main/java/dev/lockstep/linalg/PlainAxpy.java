package dev.lockstep.linalg;

/** Number by number. */
final class PlainAxpy implements Axpy {
  @Override
  public void add(double alpha, double[] x, int from, int to, double[] y, int at) {
    for (int j = from; j < to; j++) {
      y[at + j] += alpha * x[j];
    }
  }
}
