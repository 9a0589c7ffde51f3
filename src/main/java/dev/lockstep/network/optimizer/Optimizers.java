package dev.lockstep.network.optimizer;

import java.util.List;

/** The optimisers that there are. */
public final class Optimizers {
  /** By them options and checkpoints find a name; a new one is entered here. */
  public static final List<Optimizer> ALL = List.of(new Sgd());

  private Optimizers() {}
}
