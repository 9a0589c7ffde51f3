package dev.lockstep.benchmark;

import dev.lockstep.aggregate.SparkAggregation;
import dev.lockstep.aggregate.WholeEpoch;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Phase;
import dev.lockstep.network.TimeReport;
import dev.lockstep.network.optimizer.Sgd;
import dev.lockstep.network.optimizer.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a step of one epoch took.
 *
 * @param stepMs wall time of the epoch without its evaluation, over its steps
 * @param madeOf the same by phase, as the aggregation's account has it, and what it leaves out
 */
record EpochCost(double stepMs, String madeOf) {
  /**
   * Takes an epoch; its evaluation counts with the tasks' own time, its scheduling with the steps.
   */
  static EpochCost of(
      SparkAggregation aggregation, Parameters parameters, double learningRate, int steps) {
    TimeReport account = aggregation.account().times();
    TimeReport before = new TimeReport();
    before.addMean(account);
    long start = System.nanoTime();
    ModelState model = new ModelState(parameters, new Sgd());
    WholeEpoch.of(aggregation, 1, model, Update.sgd(learningRate), step -> {});
    double rest = (System.nanoTime() - start) / 1e6;
    double stepMs = 0;
    List<String> parts = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      double ms = (account.nanos(phase) - before.nanos(phase)) / 1e6;
      rest -= ms;
      if (phase != Phase.EVALUATE) {
        stepMs += ms / steps;
        parts.add("%s %.3f".formatted(phase.name().toLowerCase(Locale.ROOT), ms / steps));
      }
    }
    parts.add("not in the account %.3f ms".formatted(rest / steps));
    return new EpochCost(stepMs + rest / steps, String.join(", ", parts));
  }
}
