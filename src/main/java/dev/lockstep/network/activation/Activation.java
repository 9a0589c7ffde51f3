package dev.lockstep.network.activation;

import dev.lockstep.linalg.Matrix;
import dev.lockstep.option.Choice;
import java.io.Serializable;

/**
 * What a hidden layer makes of {@code u = z W + b}, number by number: {@code z = f(u)}, and its
 * derivative. Has no state; its results have the same bits on every machine, so {@code exp} and its
 * like come from {@link StrictMath}. All members are in {@link Activations#ALL}.
 */
public interface Activation extends Choice, Serializable {
  /**
   * {@code z = f(u)}. NaN stays NaN, so that a run that diverges is seen.
   *
   * @param u shape (n, width), from the beginning of its array without gaps, as z
   * @param z same shape, overwritten; may be u
   */
  void forward(Matrix u, Matrix z);

  /**
   * {@code du = dz f'(u)}, in place.
   *
   * @param u shape (n, width), from the beginning of its array without gaps, as z and dz
   * @param z same shape: f(u)
   * @param dz same shape: the derivative of the loss by z on entry, by u on return
   */
  void backward(Matrix u, Matrix z, Matrix dz);
}
