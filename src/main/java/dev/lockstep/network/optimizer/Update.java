package dev.lockstep.network.optimizer;

import java.io.Serializable;
import java.util.List;

/**
 * What is done with the summed gradient of a mini-batch: first it is scaled, then {@code l2 w} is
 * added to every dW, then the optimiser changes the parameters, but for those of frozen layers.
 *
 * @param optimizer the rule
 * @param learningRate lr of these steps, once they are no longer warming up
 * @param warmup W, the steps from the first of the run on in which lr rises; 0 for none
 * @param l2 x of {@code dW = dW + x W}; 0 for none. Losses do not contain it
 * @param scales factors of the whole gradient, one after the other; mostly none
 * @param frozen the layers, from 1, whose W and b stay as they are; mostly none
 */
public record Update(
    Optimizer optimizer,
    double learningRate,
    int warmup,
    double l2,
    List<GradientScale> scales,
    List<Integer> frozen)
    implements Serializable {
  /** Copies the lists. */
  public Update {
    scales = List.copyOf(scales);
    frozen = List.copyOf(frozen);
  }

  /** Of all layers. */
  public Update(
      Optimizer optimizer, double learningRate, int warmup, double l2, List<GradientScale> scales) {
    this(optimizer, learningRate, warmup, l2, scales, List.of());
  }

  /** At a constant rate, without l2. */
  public Update(Optimizer optimizer, double learningRate, List<GradientScale> scales) {
    this(optimizer, learningRate, 0, 0, scales);
  }

  /** Plain gradient descent, {@code w = w - lr dw}, which scales nothing. */
  public static Update sgd(double learningRate) {
    return new Update(new Sgd(), learningRate, List.of());
  }

  /**
   * The rule of a step.
   *
   * @param t the step, from 1, over the whole run
   * @param ofWeights whether it is for the weights W; otherwise for the biases b
   * @return good for any number of threads
   * @throws ClassCastException if the optimiser takes no steps
   */
  public StepOptimizer.Rule rule(long t, boolean ofWeights) {
    return ((StepOptimizer) optimizer).at(t, learningRateAt(t), ofWeights);
  }

  /** Whether parameters stay as they are where the gradient is zero. */
  public boolean leavesAtZero() {
    return l2 == 0 && optimizer instanceof StepOptimizer steps && steps.leavesAtZero();
  }

  /** {@code lr min(1, t / W)}, where t is the step, from 1, over the whole run. */
  public double learningRateAt(long t) {
    return t < warmup ? learningRate * ((double) t / warmup) : learningRate;
  }
}
