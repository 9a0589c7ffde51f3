package dev.lockstep.network.schedule;

import java.util.List;
import java.util.OptionalInt;

/**
 * What is watched of a training, after epoch 1, 2 ..., and what follows from it. An epoch is better
 * than those before if its value is strictly lower than theirs, or higher, as the metric has it:
 * NaN is never better, of equals the earliest is, and there is no threshold.
 *
 * @param values one for every epoch that has ended, from epoch 1
 * @param greaterIsBetter or lower is
 */
public record Course(List<Double> values, boolean greaterIsBetter) {
  /** Of a training that nobody watches. */
  public static final Course UNWATCHED = new Course(List.of(), false);

  /** Copies the list. */
  public Course {
    values = List.copyOf(values);
  }

  /** The best epoch, from 1; 0 if there is none, since all values are NaN. */
  public int best() {
    int best = 0;
    for (int epoch = 1; epoch <= values.size(); epoch++) {
      best = isBetter(epoch, best) ? epoch : best;
    }
    return best;
  }

  /**
   * The first epoch after which so many in a row, itself the last, have not been better than the
   * best before them; before the first that is better, all count.
   *
   * @param patience 1 or more
   * @return empty if there has been none
   */
  public OptionalInt end(int patience) {
    int best = 0;
    for (int epoch = 1; epoch <= values.size(); epoch++) {
      best = isBetter(epoch, best) ? epoch : best;
      if (epoch - best >= patience) {
        return OptionalInt.of(epoch);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * How often so many epochs in a row have not been better; after each time the count begins anew.
   * PyTorch's {@code ReduceLROnPlateau} with a patience of one less and a threshold of 0.
   *
   * @param every 1 or more
   */
  public int plateaus(int every) {
    int best = 0;
    int since = 0;
    int plateaus = 0;
    for (int epoch = 1; epoch <= values.size(); epoch++) {
      if (isBetter(epoch, best)) {
        best = epoch;
        since = epoch;
      } else if (epoch - since == every) {
        plateaus++;
        since = epoch;
      }
    }
    return plateaus;
  }

  private boolean isBetter(int epoch, int best) {
    double value = values.get(epoch - 1);
    if (Double.isNaN(value) || best == 0) {
      return !Double.isNaN(value);
    }
    double least = values.get(best - 1);
    return greaterIsBetter ? value > least : value < least;
  }
}
