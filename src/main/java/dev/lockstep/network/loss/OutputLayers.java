package dev.lockstep.network.loss;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All output layers. */
public final class OutputLayers {
  /** Those that learn classes; a new one is entered here. */
  public static final List<OutputLayer> HEADS =
      List.of(new SoftmaxCrossEntropy(), new SigmoidCrossEntropy());

  /** Those that learn numbers; a new one is entered here. */
  public static final List<OutputLayer> LOSSES =
      List.of(new SquaredError(), new HuberLoss(), new PoissonLoss());

  /** All of them, among which model files and checkpoints find a name. */
  public static final List<OutputLayer> ALL =
      Stream.concat(HEADS.stream(), LOSSES.stream()).toList();

  private OutputLayers() {}

  /** Finds one by its name, such as {@code softmax}. */
  public static Optional<OutputLayer> of(String label) {
    return ALL.stream().filter(output -> output.label().equals(label)).findFirst();
  }
}
