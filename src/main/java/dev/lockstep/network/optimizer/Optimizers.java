package dev.lockstep.network.optimizer;

import java.util.List;
import java.util.Optional;

/** All optimisers. */
public final class Optimizers {
  /** mu of momentum and nesterov where nobody has chosen. */
  public static final double MOMENTUM = 0.9;

  /** wd of adamw where nobody has chosen. */
  public static final double WEIGHT_DECAY = 0.01;

  /** By them options and checkpoints find a name; a new one is entered here. */
  public static final List<Optimizer> ALL =
      List.of(
          new Sgd(),
          new Momentum(MOMENTUM, false),
          new Momentum(MOMENTUM, true),
          new Adam(),
          new AdamW(WEIGHT_DECAY));

  private Optimizers() {}

  /** Finds one by its name, such as {@code adam}. */
  public static Optional<Optimizer> of(String label) {
    return ALL.stream().filter(optimizer -> optimizer.label().equals(label)).findFirst();
  }
}
