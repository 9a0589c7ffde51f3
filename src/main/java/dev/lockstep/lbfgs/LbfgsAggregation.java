package dev.lockstep.lbfgs;

import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.aggregate.Slice;
import dev.lockstep.aggregate.SparkAggregation;
import dev.lockstep.aggregate.SparkRun;
import dev.lockstep.aggregate.WholeGradient;
import dev.lockstep.network.Gradient;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Phase;
import dev.lockstep.network.PhaseClock;
import dev.lockstep.network.SetScore;
import dev.lockstep.network.optimizer.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * An epoch is one iteration of L-BFGS, its only step: a Spark job for every point that its search
 * looks at, and all other arithmetic on the driver. The objective is the mean loss of all rows and
 * {@code l2 / 2 |W|^2}.
 */
public final class LbfgsAggregation extends SparkAggregation {
  private final WholeGradient rows;
  private final LbfgsIterations iterations;
  private final PhaseClock clock = new PhaseClock();
  private String moment = "";

  /** Whether the last look was at W and b as they are now. */
  private boolean isScored;

  /**
   * For a run, whose rows are in file order.
   *
   * @param l2 x of {@code x / 2 |W|^2}
   */
  public LbfgsAggregation(SparkRun run, double l2) {
    super(run, run.pace());
    rows = new WholeGradient(run);
    Objective objective = this::loss;
    iterations = new LbfgsIterations(objective.withL2(l2));
    run.account().begin(AggregationKind.TREE);
  }

  private Gradient loss(Parameters w) {
    clock.lap(Phase.UPDATE);
    Gradient gradient = rows.at(w, moment);
    clock.restart();
    return gradient;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Where no step can be taken, which a notice says, none ever will be.
   */
  @Override
  public Slice advance(int epoch, int step, ModelState model, Update update, IntConsumer listener) {
    if (step == 1) {
      return new Slice(1, scores(epoch, model.parameters()));
    }
    moment = "Epoch %d".formatted(epoch);
    isScored = false;
    clock.restart();
    LbfgsIterations.Outcome outcome = iterations.take(model);
    clock.lap(Phase.UPDATE);
    run.account().times().addMean(clock.take());
    if (outcome != LbfgsIterations.Outcome.TAKEN) {
      run.notices()
          .accept("Training ends after epoch %d: %s.".formatted(epoch - 1, outcome.reason()));
      return new Slice(0, List.of());
    }
    isScored = true;
    listener.accept(0);
    return new Slice(1, List.of());
  }

  /** The last look has scored the training set. */
  private List<SetScore> scores(int epoch, Parameters parameters) {
    if (!isScored) {
      return evaluation.run(epoch, parameters);
    }
    List<SetScore> scores = new ArrayList<>();
    scores.add(new SetScore(SetScore.TRAIN, rows.score()));
    scores.addAll(evaluation.run(epoch, parameters, run.others()));
    return scores;
  }
}
