package dev.lockstep.network.activation;

/** Nothing: {@code z = u}, so that the layers before and after it are one affine map. */
public record Identity() implements ScalarActivation {
  @Override
  public String name() {
    return "IDENTITY";
  }

  @Override
  public double of(double u) {
    return u;
  }

  @Override
  public double derivative(double u, double z) {
    return 1;
  }
}
