package dev.lockstep.aggregate;

import dev.lockstep.network.ModelState;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.SetScore;
import dev.lockstep.network.optimizer.Update;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A way of taking the steps of an epoch with all partitions together. Every way gives the same
 * bits, however it cuts the epoch into slices.
 */
public interface Aggregation {
  /**
   * Goes on with an epoch for about half a minute at most: takes the steps that follow, and
   * evaluates once all have been taken.
   *
   * @param epoch the epoch, from 1
   * @param step how many of its steps have been taken, 0 to all: of all, the scores alone are due
   * @param model changed in place by every step. After a failure it is that of the last step that
   *     was reported to the listener
   * @param update what is done with the gradient of every step
   * @param listener called after every step, from 0
   * @return how far the epoch is now: further, or over
   * @throws DivergedException at the first step whose loss is not a finite number
   */
  Slice advance(int epoch, int step, ModelState model, Update update, IntConsumer listener);

  /**
   * Evaluates.
   *
   * @param parameters W and b; unchanged
   * @return the scores of all sets, the training set first
   */
  List<SetScore> evaluate(Parameters parameters);
}
