package dev.lockstep.network.optimizer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All optimisers. */
public final class Optimizers {
  /** mu of momentum and nesterov where nobody has chosen. */
  public static final double MOMENTUM = 0.9;

  /** wd of adamw where nobody has chosen. */
  public static final double WEIGHT_DECAY = 0.01;

  /** Those that change the parameters after every mini-batch; a new one is entered here. */
  public static final List<StepOptimizer> OF_STEPS =
      List.of(
          new Sgd(),
          new Momentum(MOMENTUM, false),
          new Momentum(MOMENTUM, true),
          new Adam(),
          new AdamW(WEIGHT_DECAY));

  /** By them options and checkpoints find a name: those of steps, and those of all rows. */
  public static final List<Optimizer> ALL =
      Stream.<Optimizer>concat(OF_STEPS.stream(), Stream.of(new Lbfgs())).toList();

  private Optimizers() {}

  /** Finds one by its name, such as {@code adam}. */
  public static Optional<Optimizer> of(String label) {
    return ALL.stream().filter(optimizer -> optimizer.label().equals(label)).findFirst();
  }
}
