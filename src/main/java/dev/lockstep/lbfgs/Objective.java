package dev.lockstep.lbfgs;

import dev.lockstep.network.Gradient;
import dev.lockstep.network.Parameters;

/** What is to be made small: a function of all parameters. */
@FunctionalInterface
public interface Objective {
  /**
   * Its value, as the loss, and its derivatives.
   *
   * @param w W and b; unchanged
   * @return the caller's to change
   */
  Gradient at(Parameters w);

  /** The same with {@code x / 2 |W|^2} added, the squares in the order of a dot product. */
  default Objective withL2(double x) {
    return w -> {
      Gradient gradient = at(w);
      if (x != 0) {
        gradient.addWeights(x, w);
        gradient.setLoss(gradient.loss() + x / 2 * w.squaresOfWeights());
      }
      return gradient;
    };
  }
}
