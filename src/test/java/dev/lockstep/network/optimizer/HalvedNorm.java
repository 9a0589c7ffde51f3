package dev.lockstep.network.optimizer;

/** Scales the whole gradient by half the inverse of its norm: a scale that depends on every row. */
public record HalvedNorm() implements GradientScale {
  private static final long serialVersionUID = 1L;

  @Override
  public double ofRow(double[] dw, int from, int to) {
    double sum = 0;
    for (int j = from; j < to; j++) {
      sum += dw[j] * dw[j];
    }
    return sum;
  }

  @Override
  public double factor(double[] rows) {
    double sum = 0;
    for (double row : rows) {
      sum += row;
    }
    return 0.5 / Math.sqrt(sum);
  }
}
