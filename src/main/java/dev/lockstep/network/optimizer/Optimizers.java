package dev.lockstep.network.optimizer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All optimisers. */
public final class Optimizers {
  /** Those that change the parameters after every mini-batch; a new one is entered here. */
  public static final List<StepOptimizer> OF_STEPS =
      List.of(new Sgd(), new Momentum(0.9), new Nesterov(0.9), new Adam(), new AdamW(0.01));

  /** By them options and checkpoints find a name: those of steps, and those of all rows. */
  public static final List<Optimizer> ALL =
      Stream.<Optimizer>concat(OF_STEPS.stream(), Stream.of(new Lbfgs())).toList();

  private Optimizers() {}

  /** Finds one by its name, such as {@code adam}. */
  public static Optional<Optimizer> of(String label) {
    return ALL.stream().filter(optimizer -> optimizer.label().equals(label)).findFirst();
  }
}
