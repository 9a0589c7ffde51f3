package dev.lockstep.cli;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.Metric;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.option.Setting;
import dev.lockstep.option.Values;
import dev.lockstep.rows.Labels;
import java.util.ArrayList;
import java.util.List;

/**
 * A bound on a metric of an evaluation.
 *
 * @param key of the metric; empty for the accuracy
 * @param bound the number that it is held against
 */
record MetricLimit(String key, double bound) {
  /** Limits such as {@code rmse=3,mae=2}. */
  static final Values<List<MetricLimit>> VALUES = values(true, "METRIC=X");

  /** The same, or the least accuracy alone, such as {@code 0.98}. */
  static final Values<List<MetricLimit>> OR_ACCURACY =
      values(false, "METRIC=X, or X from 0 to 1 for the accuracy");

  private static Values<List<MetricLimit>> values(boolean needKeys, String range) {
    return Values.list(
            new Values<>("METRIC=X", text -> parse(text, needKeys), "METRIC=X"),
            "METRIC=X, where X is a finite number, or several such between commas")
        .within(
            limits -> !limits.isEmpty() && limits.stream().allMatch(MetricLimit::isInRange), range)
        .called("METRIC=X");
  }

  private static MetricLimit parse(String text, boolean needsKey) {
    int at = text.indexOf('=');
    if (needsKey && at < 0) {
      throw new IllegalArgumentException(text);
    }
    double bound = Values.real().parser().apply(text.substring(at + 1));
    if (!Double.isFinite(bound)) {
      throw new IllegalArgumentException(text);
    }
    return new MetricLimit(at < 0 ? "" : text.substring(0, at).replace('-', '_'), bound);
  }

  private boolean isInRange() {
    return !key.isEmpty() || (bound >= 0 && bound <= 1);
  }

  /**
   * Checks that evaluations of a model have all metrics.
   *
   * @param limits those of an option
   * @param option names it
   * @param output the model's output layer
   * @param labels what labels mean to it
   * @throws InvalidInputException if they do not have one
   */
  static void require(
      List<MetricLimit> limits, Setting<?> option, OutputLayer output, Labels labels) {
    List<String> known =
        Metric.of(output, labels).stream().map(metric -> metric.key(output.lossName())).toList();
    for (MetricLimit limit : limits) {
      if (limit.key.isEmpty() && !output.learnsClasses()) {
        throw new InvalidInputException(
            option.name(),
            "is for the accuracy, and the model has no classes. Name a metric, METRIC=X: %s."
                .formatted(String.join(", ", known)));
      }
      if (!limit.key.isEmpty() && !known.contains(limit.key)) {
        throw new InvalidInputException(
            option.name(),
            "names %s, which is no metric of this model. Name one of %s."
                .formatted(MessageText.oneLine(limit.key), String.join(", ", known)));
      }
    }
  }

  /**
   * What an evaluation breaks.
   *
   * @param limits those of an option
   * @param option names it
   * @param isLeast whether they are the least that metrics may be, or else the greatest
   * @return a line for each
   */
  static List<String> broken(
      List<MetricLimit> limits, Setting<?> option, boolean isLeast, Evaluation evaluation) {
    List<String> lines = new ArrayList<>();
    for (MetricLimit limit : limits) {
      Metric metric = limit.metric(evaluation);
      String key = metric.key(evaluation.lossName());
      String asked = "--%s %s".formatted(option.name(), limit);
      if (!Metric.in(evaluation).contains(metric)) {
        lines.add(
            "The %s is not defined on these rows, so %s does not hold.".formatted(key, asked));
        continue;
      }
      double value = metric.of(evaluation);
      if (isLeast ? value < limit.bound : value > limit.bound) {
        lines.add("The %s %s is %s %s.".formatted(key, value, isLeast ? "below" : "above", asked));
      }
    }
    return lines;
  }

  private Metric metric(Evaluation evaluation) {
    return key.isEmpty()
        ? Metric.ACCURACY
        : List.of(Metric.values()).stream()
            .filter(metric -> metric.key(evaluation.lossName()).equals(key))
            .findFirst()
            .orElseThrow();
  }

  /** As an option has it. */
  @Override
  public String toString() {
    return key.isEmpty() ? Double.toString(bound) : key + "=" + bound;
  }
}
