package dev.lockstep.train;

import dev.lockstep.aggregate.Aggregation;
import dev.lockstep.aggregate.EpochScores;
import dev.lockstep.aggregate.NotFiniteException;
import dev.lockstep.data.Classes;
import dev.lockstep.network.Parameters;
import java.util.ArrayList;
import java.util.List;

/** The loop over the epochs: steps, scores, tell the listeners. */
final class Descent {
  private final TrainingSettings settings;
  private final Aggregation aggregation;
  private final int steps;
  private final Classes classes;
  private final List<TrainingListener> listeners;

  Descent(
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
    EpochResult before = before(fresh);
    return goOn(new TrainingState(fresh, classes, List.of(before), List.of()));
  }

  /** From where training was stopped to the last epoch. */
  TrainingState from(TrainingState stopped) {
    return goOn(
        new TrainingState(stopped.parameters(), classes, stopped.history(), stopped.resumedHere()));
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
    List<EpochResult> history = new ArrayList<>(state.history());
    history.add(epoch(state.epoch() + 1, state));
    return new TrainingState(state.parameters(), classes, history, state.resumedFrom());
  }

  private EpochResult before(Parameters fresh) {
    long start = System.nanoTime();
    return result(0, aggregation.evaluate(fresh), fresh, start);
  }

  private EpochResult epoch(int epoch, TrainingState state) {
    long start = System.nanoTime();
    EpochScores scores = takeSteps(epoch, state.parameters());
    return result(epoch, scores, state.parameters(), start);
  }

  private EpochResult result(int epoch, EpochScores scores, Parameters parameters, long start) {
    requireFinite(scores, parameters, epoch);
    EpochResult result =
        new EpochResult(epoch, scores.train(), scores.test(), (System.nanoTime() - start) / 1e9);
    listeners.forEach(listener -> listener.epochDone(result));
    return result;
  }

  private EpochScores takeSteps(int epoch, Parameters parameters) {
    try {
      return aggregation.epoch(
          epoch,
          parameters,
          settings.learningRate(),
          step -> listeners.forEach(listener -> listener.stepDone(epoch, step + 1, steps)));
    } catch (NotFiniteException e) {
      throw new DivergedException(e.getMessage(), epoch, e.step() + 1, steps);
    }
  }

  private void requireFinite(EpochScores scores, Parameters parameters, int epoch) {
    double loss = scores.train().loss() + scores.test().loss();
    if (!Double.isFinite(loss) || !parameters.areFinite()) {
      throw new DivergedException(
          Double.isFinite(loss) ? "A parameter is not finite" : "The loss is " + loss,
          epoch,
          steps,
          steps);
    }
  }
}
