package dev.lockstep.train;

import dev.lockstep.aggregate.Aggregation;
import dev.lockstep.aggregate.EpochScores;
import dev.lockstep.aggregate.NotFiniteException;
import dev.lockstep.aggregate.Slice;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.network.Parameters;
import dev.lockstep.rows.Classes;
import java.util.List;

/** The loop over the epochs, slice by slice: steps, scores, tell the listeners. */
final class TrainingLoop {
  private final TrainingSettings settings;
  private final Aggregation aggregation;
  private final int steps;
  private final Classes classes;
  private final List<TrainingListener> listeners;

  TrainingLoop(
      TrainingSettings settings,
      Aggregation aggregation,
      int steps,
      Classes classes,
      List<TrainingListener> listeners) {
    this.settings = settings;
    this.aggregation = aggregation;
    this.steps = steps;
    this.classes = classes;
    this.listeners = listeners;
  }

  /** From fresh parameters, whose scores are epoch 0, to the last epoch. */
  TrainingState from(Parameters fresh) {
    long start = System.nanoTime();
    EpochScores scores = aggregation.evaluate(fresh);
    EpochResult before = result(0, scores, fresh, secondsSince(start));
    return goOn(new TrainingState(fresh, classes, List.of(before), List.of()));
  }

  /** From where training was stopped to the last epoch. */
  TrainingState from(TrainingState stopped) {
    return goOn(stopped.resumedHere());
  }

  private TrainingState goOn(TrainingState begun) {
    TrainingState state = begun;
    while (state.epoch() < settings.epochs()) {
      state = next(state);
      for (TrainingListener listener : listeners) {
        listener.stateReached(state);
      }
    }
    return state;
  }

  private TrainingState next(TrainingState state) {
    long start = System.nanoTime();
    int epoch = state.epoch() + 1;
    Slice slice = advance(epoch, state);
    double seconds = state.seconds() + secondsSince(start);
    if (slice.scores().isPresent()) {
      return state.after(result(epoch, slice.scores().get(), state.parameters(), seconds));
    }
    requireFinite(state.parameters(), epoch, slice.step());
    return state.within(slice.step(), seconds);
  }

  private Slice advance(int epoch, TrainingState state) {
    try {
      return aggregation.advance(
          epoch,
          state.step(),
          state.parameters(),
          settings.learningRate(),
          step -> listeners.forEach(listener -> listener.stepDone(epoch, step + 1, steps)));
    } catch (NotFiniteException e) {
      throw new DivergedException(e.getMessage(), epoch, e.step() + 1, steps);
    }
  }

  private EpochResult result(int epoch, EpochScores scores, Parameters parameters, double seconds) {
    double loss = scores.train().loss() + scores.test().loss();
    if (!Double.isFinite(loss)) {
      throw new DivergedException("The loss is " + loss, epoch, steps, steps);
    }
    requireFinite(parameters, epoch, steps);
    EpochResult result = new EpochResult(epoch, scores.train(), scores.test(), seconds);
    listeners.forEach(listener -> listener.epochDone(result));
    return result;
  }

  private void requireFinite(Parameters parameters, int epoch, int step) {
    if (!parameters.areFinite()) {
      throw new DivergedException("A parameter is not finite", epoch, step, steps);
    }
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
