package dev.lockstep.train;

import dev.lockstep.network.ModelState;
import dev.lockstep.network.Parameters;
import dev.lockstep.rows.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Training between two epochs, or between two steps of one: {@link Trainer#resume} continues from
 * it to the same bits as if it had never stopped.
 *
 * @param model W and b, moments and steps, not a copy
 * @param labels what labels mean to the network
 * @param history epoch 0 (before training) to the last epoch that has ended
 * @param step how many steps of the next epoch have been taken; 0 between two epochs. After its
 *     last step its scores are still due
 * @param seconds what these steps took; 0 between two epochs
 * @param resumedFrom after how many epochs training was resumed, in order, whether within the next
 *     or not; empty if it never was
 * @param best the best epoch on the validation set and its parameters, which the result is to be;
 *     empty if none is kept
 */
public record TrainingState(
    ModelState model,
    Labels labels,
    List<EpochResult> history,
    int step,
    double seconds,
    List<Integer> resumedFrom,
    Optional<Best> best) {
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

  /** Between two epochs, of which none is kept. */
  public TrainingState(
      ModelState model, Labels labels, List<EpochResult> history, List<Integer> resumedFrom) {
    this(model, labels, history, 0, 0, resumedFrom, Optional.empty());
  }

  /** The last epoch that has ended; 0 before training. */
  public int epoch() {
    return history.size() - 1;
  }

  /** How many epochs have ended or begun: the fewest that training can be asked for from here. */
  public int epochsBegun() {
    return step == 0 ? epoch() : epoch() + 1;
  }

  /** W and b, not a copy. */
  public Parameters parameters() {
    return model.parameters();
  }

  /** The same with arrays of its own, which training does not change. */
  public TrainingState copy() {
    return new TrainingState(model.copy(), labels, history, step, seconds, resumedFrom, best);
  }

  /** When steps of the next epoch have been taken. */
  TrainingState within(int steps, double took) {
    return new TrainingState(model, labels, history, steps, took, resumedFrom, best);
  }

  /** When the next epoch has ended. */
  TrainingState after(EpochResult result) {
    List<EpochResult> longer = new ArrayList<>(history);
    longer.add(result);
    return new TrainingState(model, labels, longer, 0, 0, resumedFrom, best);
  }

  /** Where training was resumed before, and here. */
  TrainingState resumedHere() {
    List<Integer> all = new ArrayList<>(resumedFrom);
    all.add(epoch());
    return new TrainingState(model, labels, history, step, seconds, all, best);
  }

  /** With another best epoch. */
  TrainingState keeping(Best better) {
    return new TrainingState(
        model, labels, history, step, seconds, resumedFrom, Optional.of(better));
  }
}
