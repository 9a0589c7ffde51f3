package dev.lockstep.network.activation;

import java.util.List;
import java.util.Optional;

/** All activations. */
public final class Activations {
  /** By them options, model files and checkpoints find a name; a new one is entered here. */
  public static final List<Activation> ALL =
      List.of(
          new Relu(),
          new LeakyRelu(),
          new Elu(),
          new Gelu(),
          new Tanh(),
          new Sigmoid(),
          new Identity());

  private Activations() {}

  /** Finds one by its name, such as {@code relu}. */
  public static Optional<Activation> of(String label) {
    return ALL.stream().filter(activation -> activation.label().equals(label)).findFirst();
  }
}
