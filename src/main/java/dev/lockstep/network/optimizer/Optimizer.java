package dev.lockstep.network.optimizer;

import dev.lockstep.option.Choice;
import java.io.Serializable;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How the derivatives of the loss change the parameters: step by step ({@link StepOptimizer}) or,
 * with those of all rows, once an epoch ({@link Lbfgs}). Has no state of its own: its moments are
 * kept beside the parameters, and are checkpointed with them. All members are in {@link
 * Optimizers#ALL}.
 */
public interface Optimizer extends Choice, Serializable {
  /**
   * The same rule with other constants.
   *
   * @param values of its own {@link #settings}, by name
   */
  default Optimizer with(ToDoubleFunction<String> values) {
    return this;
  }

  /**
   * The numbers that are kept for every parameter from step to step, all zero before the first.
   *
   * @return a name for each, such as {@code m}: a checkpoint has them as {@code m_W1}, {@code m_b1}
   *     ...
   */
  List<String> moments();
}
