package dev.lockstep.network;

import java.io.Serializable;

/**
 * What can be added up: {@code left + right}, in this order, since floating-point sums depend on
 * it.
 *
 * @param <T> the type itself
 */
public interface Addable<T extends Addable<T>> extends Serializable {
  /** {@code this + right}, where right is unchanged; the sum may be this, changed in place. */
  T plus(T right);
}
