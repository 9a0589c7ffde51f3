package dev.lockstep.network.optimizer;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019): first {@code w = w (1 - lr wd)},
 * for weights alone, then {@link Adam}.
 *
 * @param weightDecay wd, 0 or more
 */
record AdamW(double weightDecay) implements StepOptimizer {
  /** The name of the setting of wd. */
  private static final String WEIGHT_DECAY = "weight-decay";

  @Override
  public String name() {
    return "ADAMW";
  }

  @Override
  public List<String> constants() {
    return List.of(WEIGHT_DECAY);
  }

  @Override
  public Optimizer with(ToDoubleFunction<String> values) {
    return new AdamW(values.applyAsDouble(WEIGHT_DECAY));
  }

  @Override
  public List<String> moments() {
    return new Adam().moments();
  }

  @Override
  public Rule at(long t, double learningRate, boolean ofWeights) {
    Rule adam = Adam.rule(t, learningRate);
    if (!ofWeights) {
      return adam;
    }
    double kept = 1 - learningRate * weightDecay;
    return (w, moments, at, dw, from, to) -> {
      for (int i = at + from; i < at + to; i++) {
        w[i] *= kept;
      }
      adam.update(w, moments, at, dw, from, to);
    };
  }
}
