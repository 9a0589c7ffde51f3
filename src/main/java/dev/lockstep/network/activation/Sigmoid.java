package dev.lockstep.network.activation;

import dev.lockstep.linalg.Elementwise;
import dev.lockstep.linalg.Matrix;

/** The logistic function {@code z = 1 / (1 + exp(-u))}, whose derivative is {@code z (1 - z)}. */
public record Sigmoid() implements ScalarActivation {
  private static final Elementwise FORMULAS = Elementwise.fastest();

  @Override
  public String name() {
    return "SIGMOID";
  }

  @Override
  public void forward(Matrix u, Matrix z) {
    FORMULAS.logistic(u.values(), z.values(), 0, u.rows() * u.columns());
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
