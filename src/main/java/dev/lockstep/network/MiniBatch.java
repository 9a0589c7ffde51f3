package dev.lockstep.network;

import dev.lockstep.network.dropout.Dropout;
import java.io.Serializable;

/**
 * What the blocks of a mini-batch have in common.
 *
 * @param step its number in the epoch, from 0
 * @param divisor S, what its gradient is divided by, above 0
 * @param dropout which units the epoch keeps
 */
public record MiniBatch(int step, double divisor, Dropout dropout) implements Serializable {
  /** Without dropout. */
  public MiniBatch(int step, double divisor) {
    this(step, divisor, Dropout.NONE);
  }
}
