package dev.lockstep.train;

import dev.lockstep.aggregate.RunAccount;
import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.SetScore;
import dev.lockstep.rows.Labels;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
 * @param classWeights how much rows counted by the names of their classes; empty: all the same
 * @param kept the epoch that the parameters are of: the last, or the best on the validation set
 * @param ending why it has ended
 */
public record TrainingRun(
    TrainingSettings settings,
    int partitions,
    RunAccount account,
    Labels labels,
    Parameters parameters,
    List<EpochResult> history,
    List<Integer> resumedFrom,
    Map<String, Double> classWeights,
    int kept,
    Ending ending) {
  /** Copies the lists and the map. */
  public TrainingRun {
    history = List.copyOf(history);
    resumedFrom = List.copyOf(resumedFrom);
    classWeights = Collections.unmodifiableMap(new LinkedHashMap<>(classWeights));
  }

  /** Of all epochs, of which the last is kept, of rows that counted the same. */
  public TrainingRun(
      TrainingSettings settings,
      int partitions,
      RunAccount account,
      Labels labels,
      Parameters parameters,
      List<EpochResult> history,
      List<Integer> resumedFrom) {
    this(
        settings,
        partitions,
        account,
        labels,
        parameters,
        history,
        resumedFrom,
        Map.of(),
        history.size() - 1,
        Ending.EPOCHS);
  }

  /** The last epoch. */
  public EpochResult last() {
    return history.get(history.size() - 1);
  }

  /** Whether the parameters are the best epoch's on a validation set, whichever it was. */
  public boolean isBestKept() {
    return settings.get(Settings.KEEP_BEST) && last().of(SetScore.VALID).rows() > 0;
  }

  /** The epoch that the parameters are of. */
  public EpochResult result() {
    return history.get(kept);
  }
}
