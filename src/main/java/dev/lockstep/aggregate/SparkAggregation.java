package dev.lockstep.aggregate;

import dev.lockstep.network.Parameters;
import dev.lockstep.network.SetScore;
import java.util.List;

/** What all ways of aggregating on Spark share: the run, and how it is scored between steps. */
public abstract class SparkAggregation implements Aggregation {
  /** What this works with. */
  protected final SparkRun run;

  /** Scores the sets of the run where no steps are taken. */
  protected final EpochEvaluation evaluation;

  /** For a run; tells the pace how long scoring takes. */
  protected SparkAggregation(SparkRun run, Pace pace) {
    this.run = run;
    evaluation = new EpochEvaluation(run, pace);
  }

  @Override
  public final List<SetScore> evaluate(Parameters parameters) {
    return evaluation.run(0, parameters);
  }

  /** How the run was done so far, and where the time went. */
  public final RunAccount account() {
    return run.account();
  }
}
