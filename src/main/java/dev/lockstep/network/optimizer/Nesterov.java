package dev.lockstep.network.optimizer;

import dev.lockstep.linalg.Axpy;
import dev.lockstep.linalg.Elementwise;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Nesterov's momentum, as PyTorch has it: {@code v = mu v + dw}, then {@code w = w - lr (dw + mu
 * v)}.
 *
 * @param mu the share of v that stays, 0 to below 1
 */
record Nesterov(double mu) implements StepOptimizer {
  private static final Elementwise FORMULAS = Elementwise.fastest();
  private static final Axpy AXPY = Axpy.fastest();

  @Override
  public String name() {
    return "NESTEROV";
  }

  @Override
  public List<String> constants() {
    return List.of(Momentum.MU);
  }

  @Override
  public Optimizer with(ToDoubleFunction<String> values) {
    return new Nesterov(values.applyAsDouble(Momentum.MU));
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
      AXPY.add(mu, v, at + from, at + to, dw, -at);
      AXPY.add(-learningRate, dw, from, to, w, at);
    };
  }
}
