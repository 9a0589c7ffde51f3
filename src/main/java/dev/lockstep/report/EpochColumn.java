package dev.lockstep.report;

import dev.lockstep.config.EpochMetric;
import dev.lockstep.evaluate.Metric;
import dev.lockstep.network.Score;
import dev.lockstep.network.SetScore;
import dev.lockstep.train.EpochResult;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of every table of epochs: a metric of a set.
 *
 * @param set one of those that are scored, such as {@code train}
 * @param metric one that is known after every epoch
 */
public record EpochColumn(String set, Metric metric) {
  /** The first sets stand side by side: training and test set. */
  private static final int SIDE_BY_SIDE = 2;

  /**
   * All columns of a training: of the training and the test set metric by metric, then those of
   * each further set.
   *
   * @param result of any of its epochs
   */
  public static List<EpochColumn> all(EpochResult result) {
    List<String> sets = result.scores().stream().map(SetScore::set).toList();
    List<Metric> metrics = Metric.ofEpochs(result.train());
    int first = Math.min(SIDE_BY_SIDE, sets.size());
    List<EpochColumn> columns = new ArrayList<>();
    for (Metric metric : metrics) {
      sets.subList(0, first).forEach(set -> columns.add(new EpochColumn(set, metric)));
    }
    for (String set : sets.subList(first, sets.size())) {
      metrics.forEach(metric -> columns.add(new EpochColumn(set, metric)));
    }
    return columns;
  }

  private EpochMetric everyEpoch() {
    return metric.everyEpoch().orElseThrow();
  }

  private Score score(EpochResult result) {
    return result.of(set);
  }

  /** Whether it stands in the line that is printed. */
  boolean isPrinted() {
    return everyEpoch().isPrinted();
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
