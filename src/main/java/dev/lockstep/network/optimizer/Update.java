package dev.lockstep.network.optimizer;

import java.io.Serializable;
import java.util.List;

/**
 * What is done with the summed gradient of a mini-batch: first it is scaled, then the optimiser
 * changes the parameters.
 *
 * @param optimizer the rule
 * @param learningRate lr of these steps
 * @param scales factors of the whole gradient, one after the other; mostly none
 */
public record Update(Optimizer optimizer, double learningRate, List<GradientScale> scales)
    implements Serializable {
  /** Copies the list. */
  public Update {
    scales = List.copyOf(scales);
  }

  /** Plain gradient descent, {@code w = w - lr dw}, which scales nothing. */
  public static Update sgd(double learningRate) {
    return new Update(new Sgd(), learningRate, List.of());
  }
}
