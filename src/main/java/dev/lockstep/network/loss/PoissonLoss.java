package dev.lockstep.network.loss;

/**
 * Counts t of 0 or more, with {@code y = exp(u)} their expectation: {@code l = exp(u) - t u}, the
 * negative logarithm of a Poisson distribution's likelihood without its constant, and {@code l' = y
 * - t}, as PyTorch's {@code PoissonNLLLoss}. Targets are not scaled.
 */
public record PoissonLoss() implements RegressionLoss {
  @Override
  public String name() {
    return "POISSON";
  }

  @Override
  public String lossName() {
    return "poisson loss";
  }

  @Override
  public boolean areCounts() {
    return true;
  }

  @Override
  public double forward(double u) {
    return StrictMath.exp(u);
  }

  @Override
  public double loss(double u, double y, double t) {
    return y - t * u;
  }

  @Override
  public double slope(double y, double t) {
    return y - t;
  }
}
