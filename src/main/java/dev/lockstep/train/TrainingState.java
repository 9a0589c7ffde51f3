package dev.lockstep.train;

import dev.lockstep.data.Classes;
import dev.lockstep.network.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * Training between two epochs: {@link Trainer#resume} goes on from it to the same bits as if it had
 * never stopped.
 *
 * @param parameters W and b at the end of the epoch, not a copy
 * @param classes the classes, by index
 * @param history epoch 0 (before training) to the epoch that has ended
 * @param resumedFrom the epochs at which training was stopped and went on, in order; empty if it
 *     never was
 */
public record TrainingState(
    Parameters parameters, Classes classes, List<EpochResult> history, List<Integer> resumedFrom) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if the history is not that of epochs 0, 1, 2 ...
   */
  public TrainingState {
    history = List.copyOf(history);
    resumedFrom = List.copyOf(resumedFrom);
    for (int epoch = 0; epoch < history.size(); epoch++) {
      if (history.get(epoch).epoch() != epoch) {
        throw new IllegalArgumentException("history[%d] is of another epoch".formatted(epoch));
      }
    }
    if (history.isEmpty()) {
      throw new IllegalArgumentException("history has no epoch 0");
    }
  }

  /**
   * The epoch that has ended.
   *
   * @return 0 before training
   */
  public int epoch() {
    return history.size() - 1;
  }

  /**
   * The same of other parameters.
   *
   * @param others of the same topology
   * @return the changed state
   */
  public TrainingState withParameters(Parameters others) {
    return new TrainingState(others, classes, history, resumedFrom);
  }

  /** Where training went on before, and here. */
  List<Integer> resumedHere() {
    List<Integer> all = new ArrayList<>(resumedFrom);
    all.add(epoch());
    return all;
  }
}
