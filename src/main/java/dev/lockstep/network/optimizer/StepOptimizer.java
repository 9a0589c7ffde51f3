package dev.lockstep.network.optimizer;

import java.util.List;
import java.util.stream.Stream;

/**
 * An optimiser that changes the parameters after every mini-batch, given the derivatives of its
 * mean loss by them. The rule is one for any run of numbers, so that tiles, slices and whole arrays
 * share it; its moments are broadcast and brought back with the parameters. Only {@code + - * /},
 * {@code Math.sqrt} and {@link StrictMath} may be used, each rounded by itself: the same bits on
 * every machine. All members are in {@link Optimizers#OF_STEPS}.
 */
public interface StepOptimizer extends Optimizer {
  /** What all of them obey, and no optimiser of all rows does. */
  List<String> COMMON =
      List.of("clip-norm", "learning-rate", "schedule", "warmup", "shuffle", "dropout", "freeze");

  /** Names of the settings that are its own constants. */
  default List<String> constants() {
    return List.of();
  }

  @Override
  default List<String> settings() {
    return Stream.concat(constants().stream(), COMMON.stream()).toList();
  }

  /** Whether a derivative that is zero leaves its parameter, and moments, as they are. */
  default boolean leavesAtZero() {
    return false;
  }

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
