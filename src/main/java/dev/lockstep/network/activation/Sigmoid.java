package dev.lockstep.network.activation;

/** The logistic function {@code z = 1 / (1 + exp(-u))}, whose derivative is {@code z (1 - z)}. */
public record Sigmoid() implements ScalarActivation {
  @Override
  public String name() {
    return "SIGMOID";
  }

  @Override
  public double of(double u) {
    return 1 / (1 + StrictMath.exp(-u));
  }

  @Override
  public double derivative(double u, double z) {
    return z * (1 - z);
  }
}
