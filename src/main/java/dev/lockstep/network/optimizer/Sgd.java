package dev.lockstep.network.optimizer;

import dev.lockstep.linalg.Elementwise;
import java.util.List;

/**
 * Gradient descent: {@code w = w - lr dw}. A run of zeros changes nothing and is not written, so
 * that it stays in the caches of all cores: a third of the rows of W1, in MNIST.
 */
public record Sgd() implements StepOptimizer {
  private static final Elementwise FORMULAS = Elementwise.fastest();

  @Override
  public String name() {
    return "SGD";
  }

  @Override
  public List<String> moments() {
    return List.of();
  }

  @Override
  public boolean leavesAtZero() {
    return true;
  }

  @Override
  public Rule at(long t, double learningRate, boolean ofWeights) {
    return (w, moments, at, dw, from, to) -> {
      if (!areZero(dw, from, to)) {
        FORMULAS.add(-learningRate, dw, from, to, w, at);
      }
    };
  }

  /** Whether all numbers are +0, which changes no parameter. */
  private static boolean areZero(double[] dw, int from, int to) {
    int i = from;
    while (i < to && Double.doubleToRawLongBits(dw[i]) == 0) {
      i++;
    }
    return i == to;
  }
}
