package dev.lockstep.train;

import dev.lockstep.aggregate.Aggregation;
import dev.lockstep.aggregate.DivergedException;
import dev.lockstep.aggregate.Slice;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Score;
import dev.lockstep.network.SetScore;
import dev.lockstep.network.optimizer.StepOptimizer;
import dev.lockstep.rows.Labels;
import java.util.List;
import java.util.Optional;

/** The loop over the epochs, slice by slice: steps, scores, tell the listeners. */
final class TrainingLoop {
  private final TrainingSettings settings;
  private final Aggregation aggregation;
  private final int steps;
  private final Labels labels;
  private final List<TrainingListener> listeners;
  private final Watch watch;

  TrainingLoop(
      TrainingSettings settings,
      Aggregation aggregation,
      int steps,
      Labels labels,
      List<TrainingListener> listeners) {
    this.settings = settings;
    this.aggregation = aggregation;
    this.steps = steps;
    this.labels = labels;
    this.listeners = listeners;
    this.watch = new Watch(settings);
  }

  /** The last state, and why there is no other. */
  record End(TrainingState state, Ending why) {}

  /** From a fresh model, whose scores are epoch 0, to the end. */
  End from(ModelState fresh) {
    long start = System.nanoTime();
    List<SetScore> scores = aggregation.evaluate(fresh.parameters());
    scores.forEach(set -> set.score().requireWeight(set.set()));
    EpochResult before = result(0, scores, fresh.parameters(), secondsSince(start));
    return goOn(new TrainingState(fresh, labels, List.of(before), List.of()));
  }

  /** From where training was stopped to the end. */
  End from(TrainingState stopped) {
    return goOn(stopped.resumedHere());
  }

  private End goOn(TrainingState begun) {
    TrainingState state = begun;
    Optional<Ending> ending = watch.ending(state);
    while (ending.isEmpty()) {
      Optional<TrainingState> next = next(state);
      if (next.isEmpty()) {
        ending = Optional.of(Ending.NO_STEP);
        continue;
      }
      state = next.get();
      for (TrainingListener listener : listeners) {
        listener.stateReached(state);
      }
      ending = watch.ending(state);
    }
    if (ending.get() != Ending.EPOCHS) {
      for (TrainingListener listener : listeners) {
        listener.endedEarly(state);
      }
    }
    return new End(state, ending.get());
  }

  /** A slice further; nothing where no step can be taken any more. */
  private Optional<TrainingState> next(TrainingState state) {
    long start = System.nanoTime();
    int epoch = state.epoch() + 1;
    Slice slice = advance(epoch, state);
    double seconds = state.seconds() + secondsSince(start);
    if (slice.isLast()) {
      EpochResult result = result(epoch, slice.scores(), state.parameters(), seconds);
      return Optional.of(watch.keeping(state.after(result)));
    }
    if (slice.step() == state.step()) {
      return Optional.empty();
    }
    requireFinite(state.parameters(), epoch, slice.step());
    return Optional.of(state.within(slice.step(), seconds));
  }

  private Slice advance(int epoch, TrainingState state) {
    try {
      return aggregation.advance(
          epoch,
          state.step(),
          state.model(),
          settings.update(epoch, watch.course(state.history())),
          step -> listeners.forEach(listener -> listener.stepDone(epoch, step + 1, steps)));
    } catch (DivergedException e) {
      throw located(e, epoch);
    }
  }

  private EpochResult result(
      int epoch, List<SetScore> scores, Parameters parameters, double seconds) {
    double loss = scores.stream().mapToDouble(set -> set.score().sum(Score.LOSS)).sum();
    if (!Double.isFinite(loss)) {
      throw located(new DivergedException("The loss is " + loss, steps - 1), epoch);
    }
    requireFinite(parameters, epoch, steps);
    EpochResult result = new EpochResult(epoch, scores, seconds);
    listeners.forEach(listener -> listener.epochDone(result));
    return result;
  }

  /** After {@code taken} steps of an epoch. */
  private void requireFinite(Parameters parameters, int epoch, int taken) {
    if (!parameters.areFinite()) {
      throw located(new DivergedException("A parameter is not finite", taken - 1), epoch);
    }
  }

  /** The same for the user, with advice that names only options that the optimiser obeys. */
  private DivergedException located(DivergedException e, int epoch) {
    boolean hasRate = settings.optimizer() instanceof StepOptimizer;
    return e.at(
        epoch,
        steps,
        hasRate
            ? "Lower --learning-rate or --init-range."
            : "Lower --init-range, or scale the numbers: --scale standard.");
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
