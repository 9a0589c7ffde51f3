package dev.lockstep.network.loss;

/** Numbers by least squares: {@code y = u, l = (y - t)^2, l' = 2 (y - t)}, not halved. */
public record SquaredError() implements RegressionLoss {
  @Override
  public String name() {
    return "SQUARED";
  }

  @Override
  public String lossName() {
    return "squared error";
  }

  @Override
  public double loss(double u, double y, double t) {
    return (y - t) * (y - t);
  }

  @Override
  public double slope(double y, double t) {
    return 2 * (y - t);
  }
}
