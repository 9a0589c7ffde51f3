package dev.lockstep.train;

import dev.lockstep.aggregate.RunAccount;
import dev.lockstep.data.Classes;
import dev.lockstep.network.Parameters;
import java.util.List;

/**
 * A finished training run.
 *
 * @param settings what it was asked to do
 * @param partitions P as it was used
 * @param account the kernel that computed the products, and where the time went
 * @param classes the classes, by index
 * @param parameters what was learned; its topology is the network's
 * @param history epoch 0 (before training) to the last
 */
public record TrainingRun(
    TrainingSettings settings,
    int partitions,
    RunAccount account,
    Classes classes,
    Parameters parameters,
    List<EpochResult> history) {
  /** Copies the history. */
  public TrainingRun {
    history = List.copyOf(history);
  }
}
