package dev.lockstep.network.optimizer;

import dev.lockstep.option.Choice;
import java.io.Serializable;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How a step changes the parameters, given the derivatives of the mini-batch's mean loss by them.
 * The rule is one for any run of numbers, so that tiles, slices and whole arrays share it. Has no
 * state of its own: its moments are kept beside the parameters, and are broadcast, brought back and
 * checkpointed with them. Only {@code + - * /}, {@code Math.sqrt} and {@link StrictMath} may be
 * used, each rounded by itself: the same bits on every machine. All members are in {@link
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

  /**
   * The rule of one step, with its constants computed.
   *
   * @param t the step, from 1, over the whole run
   * @param learningRate lr of this step
   * @param ofWeights whether it is for the weights W; otherwise for the biases b
   * @return good for any number of threads
   */
  Rule at(long t, double learningRate, boolean ofWeights);

  /** Changes some parameters of one array. */
  @FunctionalInterface
  interface Rule {
    /**
     * {@code w[at + j] = f(w[at + j], m[at + j] ..., dw[j])} for j from {@code from} to {@code to}
     * - 1, and so the moments.
     *
     * @param w the array of parameters, changed there
     * @param moments an array as long as w for each of {@link #moments}, changed there
     * @param at where the number that belongs to dw[0] is in w, or would be
     * @param dw the derivatives; between {@code from} and {@code to} they may be overwritten
     * @param from the first number of dw
     * @param to the number after the last
     */
    void update(double[] w, double[][] moments, int at, double[] dw, int from, int to);
  }
}
