package dev.lockstep.allreduce;

import dev.lockstep.network.Gradient;
import java.nio.DoubleBuffer;

/**
 * What executors exchange of a node: its D numbers in canonical order, then its loss.
 *
 * @param gradient the node's gradient; its own loss does not count
 * @param loss the node's loss
 */
record NodeValues(Gradient gradient, double loss) {
  /**
   * Copies a range.
   *
   * @param from its first number, 0 to D
   * @param to the number after its last, at most D + 1
   * @param target gets them, from where it stands
   */
  void copy(long from, long to, DoubleBuffer target) {
    long size = gradient.topology().size();
    gradient.copy(from, Math.min(to, size), target);
    if (to > size) {
      target.put(loss);
    }
  }
}
