package dev.lockstep.network.optimizer;

import dev.lockstep.linalg.Elementwise;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Gradient descent with momentum: {@code v = mu v + dw}, then {@code w = w - lr v}, or, as PyTorch
 * has Nesterov's momentum, {@code w = w - lr (dw + mu v)}. As v begins at zero, it is dw after the
 * first step.
 *
 * @param mu the share of v that stays, 0 to below 1
 * @param isNesterov which of the two
 */
record Momentum(double mu, boolean isNesterov) implements StepOptimizer {
  /** The name of the setting of mu. */
  private static final String MU = "momentum";

  private static final Elementwise FORMULAS = Elementwise.fastest();

  @Override
  public String name() {
    return isNesterov ? "NESTEROV" : "MOMENTUM";
  }

  @Override
  public List<String> constants() {
    return List.of(MU);
  }

  @Override
  public Optimizer with(ToDoubleFunction<String> values) {
    return new Momentum(values.applyAsDouble(MU), isNesterov);
  }

  @Override
  public List<String> moments() {
    return List.of("v");
  }

  @Override
  public Rule at(long t, double learningRate, boolean ofWeights) {
    return (w, moments, at, dw, from, to) -> {
      double[] v = moments[0];
      FORMULAS.decay(mu, v, at, 1, dw, from, to);
      if (isNesterov) {
        FORMULAS.add(mu, v, at + from, at + to, dw, -at);
        FORMULAS.add(-learningRate, dw, from, to, w, at);
      } else {
        FORMULAS.add(-learningRate, v, at + from, at + to, w, 0);
      }
    };
  }
}
