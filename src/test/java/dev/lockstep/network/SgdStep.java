package dev.lockstep.network;

import dev.lockstep.network.optimizer.Sgd;
import dev.lockstep.network.optimizer.Update;

/** One step of plain gradient descent of parameters alone. */
public final class SgdStep {
  private SgdStep() {}

  /** {@code W = W - lr dW}, {@code b = b - lr db}, in place. */
  public static void take(Parameters parameters, double learningRate, Gradient gradient) {
    new StepUpdate(new ModelState(parameters, new Sgd()), Update.sgd(learningRate)).take(gradient);
  }
}
