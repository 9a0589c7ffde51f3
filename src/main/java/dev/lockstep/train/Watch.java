package dev.lockstep.train;

import dev.lockstep.config.EpochMetric;
import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.SetScore;
import dev.lockstep.network.schedule.Course;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Looks at the validation set from epoch to epoch: which is the best, and when to stop. All of it
 * follows from the history, but for the parameters of the best epoch, which the state keeps.
 */
record Watch(TrainingSettings settings) {
  /** What is watched; nothing where there is no validation set. */
  Course course(List<EpochResult> history) {
    if (!hasValidation(history)) {
      return Course.UNWATCHED;
    }
    EpochMetric metric = settings.get(Settings.MONITOR);
    return new Course(
        history.stream()
            .skip(1)
            .map(result -> metric.value().applyAsDouble(result.of(SetScore.VALID)))
            .toList(),
        metric.greaterIsBetter());
  }

  private static boolean hasValidation(List<EpochResult> history) {
    return history.get(0).of(SetScore.VALID).rows() > 0;
  }

  /** The same state, whose parameters are kept where its last epoch is the best. */
  TrainingState keeping(TrainingState state) {
    if (best(state) != state.epoch() || state.epoch() == 0) {
      return state;
    }
    Parameters copy = new Parameters(state.parameters().topology());
    copy.copyFrom(state.parameters());
    return state.keeping(new Best(state.epoch(), copy));
  }

  /** The epoch whose parameters are to be kept; 0 for none. */
  private int best(TrainingState state) {
    return settings.get(Settings.KEEP_BEST) ? course(state.history()).best() : 0;
  }

  /** Why training ends here; within an epoch it does not. */
  Optional<Ending> ending(TrainingState state) {
    if (state.epoch() >= settings.epochs()) {
      return Optional.of(Ending.EPOCHS);
    }
    if (state.step() > 0) {
      return Optional.empty();
    }
    if (end(state).isPresent()) {
      return Optional.of(Ending.PATIENCE);
    }
    int most = settings.get(Settings.MAX_SECONDS);
    double taken = state.history().stream().mapToDouble(EpochResult::seconds).sum();
    return most > 0 && taken >= most ? Optional.of(Ending.TIME) : Optional.empty();
  }

  /** The epoch after which patience is at its end. */
  private OptionalInt end(TrainingState state) {
    int patience = settings.get(Settings.PATIENCE);
    return patience == 0 ? OptionalInt.empty() : course(state.history()).end(patience);
  }

  /**
   * Checks that a training can go on from a state as if it had never stopped.
   *
   * @param validation how many rows are validated on
   * @throws InvalidInputException if it had ended before, or is watched otherwise
   */
  void requireGoesOn(TrainingState state, long validation) {
    long before = state.history().get(0).of(SetScore.VALID).rows();
    if (before != validation) {
      throw new InvalidInputException(
          "Training was begun with %d rows to validate, not %d. Give the same ones."
              .formatted(before, validation));
    }
    if (state.best().map(Best::epoch).orElse(0) != best(state)) {
      throw new InvalidInputException(
          Settings.KEEP_BEST.name(),
          "or --%s is not what training was begun with. Give the same."
              .formatted(Settings.MONITOR));
    }
    OptionalInt end = end(state);
    if (end.isPresent() && end.getAsInt() < state.epochsBegun()) {
      throw new InvalidInputException(
          Settings.PATIENCE.name(),
          "is %d, which ends training after epoch %d, but %d have been done or begun. Raise it."
              .formatted(settings.get(Settings.PATIENCE), end.getAsInt(), state.epochsBegun()));
    }
  }
}
