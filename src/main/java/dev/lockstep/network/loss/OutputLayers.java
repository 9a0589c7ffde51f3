package dev.lockstep.network.loss;

import java.util.List;
import java.util.Optional;

/** All output layers. */
public final class OutputLayers {
  /** By them options, model files and checkpoints find a name; a new one is entered here. */
  public static final List<OutputLayer> ALL = List.of(new SoftmaxCrossEntropy());

  private OutputLayers() {}

  /** Finds one by its name, such as {@code softmax}. */
  public static Optional<OutputLayer> of(String label) {
    return ALL.stream().filter(output -> output.label().equals(label)).findFirst();
  }
}
