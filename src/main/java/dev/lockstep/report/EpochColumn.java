package dev.lockstep.report;

import dev.lockstep.evaluate.Metric;
import dev.lockstep.network.Score;
import dev.lockstep.train.EpochResult;
import java.util.List;

/**
 * A column of every table of epochs: a metric of a set.
 *
 * @param set {@code train} or {@code test}
 * @param metric one that is known after every epoch
 */
public record EpochColumn(String set, Metric metric) {
  /** The sets that are scored, in the order of the columns. */
  public static final List<String> SETS = List.of("train", "test");

  /** All columns: metric by metric, set by set. */
  public static List<EpochColumn> all() {
    return Metric.ofEpochs().stream()
        .flatMap(metric -> SETS.stream().map(set -> new EpochColumn(set, metric)))
        .toList();
  }

  private Metric.EveryEpoch everyEpoch() {
    return metric.everyEpoch().orElseThrow();
  }

  private Score score(EpochResult result) {
    return result.of(set);
  }

  /** Its name in files: {@code train_rate}. */
  public String key() {
    return set + "_" + everyEpoch().key();
  }

  /** What people call it: {@code train accuracy}. */
  public String title() {
    return set + " " + everyEpoch().name();
  }

  /** Whether an epoch has no value, because there is no such set. */
  public boolean isEmpty(EpochResult result) {
    return score(result).rows() == 0;
  }

  /** The value of an epoch; NaN where there is none. */
  public double of(EpochResult result) {
    return everyEpoch().value().applyAsDouble(score(result));
  }
}
