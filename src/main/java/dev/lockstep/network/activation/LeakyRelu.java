package dev.lockstep.network.activation;

/**
 * The leaky rectified linear unit: {@code z = u} where u &gt; 0, else {@code 0.01 u}. Its
 * derivative is 1 where u &gt; 0, else 0.01, as PyTorch's.
 */
public record LeakyRelu() implements ScalarActivation {
  private static final double SLOPE = 0.01;

  @Override
  public String name() {
    return "LEAKY_RELU";
  }

  @Override
  public double of(double u) {
    return u > 0 ? u : SLOPE * u;
  }

  @Override
  public double derivative(double u, double z) {
    return u > 0 ? 1 : SLOPE;
  }
}
