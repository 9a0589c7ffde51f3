package dev.lockstep.network.loss;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Numbers, where those that are far off count less, as PyTorch's {@code HuberLoss}: with {@code y =
 * u} and {@code e = y - t}, {@code l = e^2 / 2} and {@code l' = e} up to |e| = delta, beyond it
 * {@code l = delta (|e| - delta / 2)} and {@code l' = delta} with e's sign.
 *
 * @param delta above 0
 */
public record HuberLoss(double delta) implements RegressionLoss {
  /** The setting of delta. */
  private static final String DELTA = "huber-delta";

  /** Delta 1. */
  public HuberLoss() {
    this(1);
  }

  @Override
  public String name() {
    return "HUBER";
  }

  @Override
  public String lossName() {
    return "huber loss";
  }

  @Override
  public List<String> settings() {
    return List.of(DELTA);
  }

  @Override
  public OutputLayer with(ToDoubleFunction<String> values) {
    return new HuberLoss(values.applyAsDouble(DELTA));
  }

  @Override
  public double loss(double u, double y, double t) {
    double e = Math.abs(y - t);
    return e <= delta ? 0.5 * e * e : delta * (e - 0.5 * delta);
  }

  @Override
  public double slope(double y, double t) {
    return Math.max(-delta, Math.min(delta, y - t));
  }
}
