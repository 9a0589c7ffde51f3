package dev.lockstep.network.activation;

/**
 * The exponential linear unit with alpha 1: {@code z = u} where u &gt; 0, else {@code exp(u) - 1}.
 * Its derivative is 1 where u &gt; 0, else {@code exp(u) = z + 1}, right to 2^-53: rounding the sum
 * is cheaper than another exponential.
 */
public record Elu() implements ScalarActivation {
  @Override
  public String name() {
    return "ELU";
  }

  @Override
  public double of(double u) {
    return u > 0 ? u : StrictMath.expm1(u);
  }

  @Override
  public double derivative(double u, double z) {
    return u > 0 ? 1 : z + 1;
  }
}
