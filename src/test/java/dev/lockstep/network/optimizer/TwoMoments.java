package dev.lockstep.network.optimizer;

import java.util.List;

/**
 * An optimiser with two moments, of the kind of Adam, whose rule depends on the step and differs
 * between weights and biases: what seams have to carry, though no option offers it.
 */
public record TwoMoments() implements Optimizer {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "TWO_MOMENTS";
  }

  @Override
  public List<String> moments() {
    return List.of("m", "v");
  }

  @Override
  public Rule at(long t, double learningRate, boolean ofWeights) {
    double c1 = learningRate / (1 - StrictMath.pow(0.9, (double) t));
    double c2 = 1 / Math.sqrt(1 - StrictMath.pow(0.999, (double) t));
    double decay = ofWeights ? 1 - learningRate * 0.01 : 1;
    return (w, moments, at, dw, from, to) -> {
      double[] m = moments[0];
      double[] v = moments[1];
      for (int j = from; j < to; j++) {
        int i = at + j;
        m[i] = 0.9 * m[i] + (1 - 0.9) * dw[j];
        v[i] = 0.999 * v[i] + (1 - 0.999) * dw[j] * dw[j];
        w[i] = decay * w[i] - c1 * m[i] / (Math.sqrt(v[i]) * c2 + 1e-8);
      }
    };
  }
}
