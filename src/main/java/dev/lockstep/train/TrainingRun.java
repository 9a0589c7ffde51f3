package dev.lockstep.train;

import dev.lockstep.aggregate.RunAccount;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.network.Parameters;
import dev.lockstep.rows.Labels;
import java.util.List;

/**
 * A finished training run.
 *
 * @param settings what it was asked to do
 * @param partitions P as it was used
 * @param account how it was done and where the time went, of what was done after the last stop
 * @param labels what labels mean to the network
 * @param parameters what was learned; its topology is the network's
 * @param history epoch 0 (before training) to the last
 * @param resumedFrom after how many epochs training was resumed; empty if it never was
 */
public record TrainingRun(
    TrainingSettings settings,
    int partitions,
    RunAccount account,
    Labels labels,
    Parameters parameters,
    List<EpochResult> history,
    List<Integer> resumedFrom) {
  /** Copies the lists. */
  public TrainingRun {
    history = List.copyOf(history);
    resumedFrom = List.copyOf(resumedFrom);
  }
}
