package dev.lockstep.network.optimizer;

import java.util.List;
import java.util.Optional;

/** All optimisers. */
public final class Optimizers {
  /** By them options and checkpoints find a name; a new one is entered here. */
  public static final List<Optimizer> ALL =
      List.of(new Sgd(), new Momentum(0.9), new Nesterov(0.9), new Adam(), new AdamW(0.01));

  private Optimizers() {}

  /** Finds one by its name, such as {@code adam}. */
  public static Optional<Optimizer> of(String label) {
    return ALL.stream().filter(optimizer -> optimizer.label().equals(label)).findFirst();
  }
}
