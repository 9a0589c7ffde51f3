package dev.lockstep.network.optimizer;

import dev.lockstep.linalg.Elementwise;
import java.util.List;

/**
 * Adam (Kingma and Ba, 2015), as PyTorch has it, with b1 = 0.9, b2 = 0.999 and eps = 1e-8:
 *
 * <pre>
 * m = b1 m + (1 - b1) dw
 * v = b2 v + ((1 - b2) dw) dw
 * w = w - c1 m / (sqrt(v) c2 + eps)     c1 = lr / (1 - b1^t)     c2 = 1 / sqrt(1 - b2^t)
 * </pre>
 */
record Adam() implements StepOptimizer {
  private static final double B1 = 0.9;
  private static final double B2 = 0.999;
  private static final double EPS = 1e-8;

  private static final Elementwise FORMULAS = Elementwise.fastest();

  @Override
  public String name() {
    return "ADAM";
  }

  @Override
  public List<String> moments() {
    return List.of("m", "v");
  }

  @Override
  public Rule at(long t, double learningRate, boolean ofWeights) {
    return rule(t, learningRate);
  }

  /** Adam's rule for weights and biases alike. */
  static Rule rule(long t, double learningRate) {
    double c1 = learningRate / (1 - StrictMath.pow(B1, (double) t));
    double c2 = 1 / Math.sqrt(1 - StrictMath.pow(B2, (double) t));
    return (w, moments, at, dw, from, to) -> {
      double[] m = moments[0];
      double[] v = moments[1];
      FORMULAS.decay(B1, m, at, 1 - B1, dw, from, to);
      FORMULAS.decaySquares(B2, v, at, 1 - B2, dw, from, to);
      FORMULAS.subtractRatio(w, c1, m, v, c2, EPS, at + from, at + to);
    };
  }
}
