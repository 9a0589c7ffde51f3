package dev.lockstep.network.optimizer;

/**
 * Clips the norm of the whole gradient, as PyTorch's {@code clip_grad_norm_}: {@code dw = c dw}
 * with {@code c = min(1, most / (norm + 1e-6))}. The norm is the root of S: the squares of each row
 * are added from left to right, then the rows in the order of the parameters. Where the norm is not
 * finite c is NaN, which ends the run.
 *
 * @param most the norm above which the gradient is clipped, positive
 */
public record ClipNorm(double most) implements GradientScale {
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
    double norm = Math.sqrt(sum);
    return Double.isFinite(norm) ? Math.min(1, most / (norm + 1e-6)) : Double.NaN;
  }
}
