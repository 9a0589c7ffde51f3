package dev.lockstep.network.activation;

/** The hyperbolic tangent, whose derivative is {@code 1 - z z}. */
public record Tanh() implements ScalarActivation {
  @Override
  public String name() {
    return "TANH";
  }

  @Override
  public double of(double u) {
    return StrictMath.tanh(u);
  }

  @Override
  public double derivative(double u, double z) {
    return 1 - z * z;
  }
}
