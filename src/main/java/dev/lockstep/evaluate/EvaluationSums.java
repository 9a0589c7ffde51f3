package dev.lockstep.evaluate;

import dev.lockstep.evaluate.order.ScoredRows;
import dev.lockstep.evaluate.order.WeightUnit;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.network.Outputs;
import dev.lockstep.network.Score;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.Targets;
import dev.lockstep.scale.ExactSum;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is known of some groups of rows. Floating-point sums go in row order within a group and are
 * exact over the groups: so no way of sharing out the groups changes a bit.
 */
final class EvaluationSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Labels labels;

  /** The metrics that are means of a value for each row. */
  private final List<Metric> metrics;

  /** Of each of them, each value times its row's weight. */
  private final List<ExactSum> values;

  /** Of the groups' scores, by name. */
  private final TreeMap<String, ExactSum> sums = new TreeMap<>();

  private final List<Tally> tallies;
  private long rows;
  private double greatestWeight;

  /** Of no rows yet. */
  EvaluationSums(Labels labels) {
    this.labels = labels;
    metrics = Metric.ofRows(labels);
    values = Stream.generate(ExactSum::new).limit(metrics.size()).toList();
    tallies = Tally.of(labels);
  }

  /**
   * Adds the next group.
   *
   * @param group rows with labels, all of them known
   * @param y what the network makes of them
   * @return the same rows with their outputs
   * @throws InvalidInputException if an output is not a number
   */
  ScoredRows add(RowBlock group, Outputs y) {
    RowBlock known = group.withTargets(labels);
    Targets targets = known.targets();
    int first = known.offset();
    long[] places = new long[group.rows()];
    for (int row = 0; row < group.rows(); row++) {
      places[row] = group.place(row);
      y.requireNumbers(row, places[row]);
      double weight = targets.ownWeight(first + row);
      greatestWeight = Math.max(greatestWeight, weight);
      for (int m = 0; m < metrics.size(); m++) {
        values.get(m).add(weight * metrics.get(m).ofRow(y, row, targets, first + row));
      }
    }
    y.score(targets, first).sums().forEach((name, sum) -> sumOf(name).add(sum));
    rows += group.rows();
    tallies.forEach(tally -> tally.add(group, targets, first, y));
    return new ScoredRows(places, y.all(), targets, first);
  }

  private ExactSum sumOf(String name) {
    return sums.computeIfAbsent(name, one -> new ExactSum());
  }

  /**
   * Adds those of other groups, of the same labels.
   *
   * @param other not to be used any more
   * @return this
   */
  EvaluationSums merge(EvaluationSums other) {
    rows += other.rows;
    greatestWeight = Math.max(greatestWeight, other.greatestWeight);
    other.sums.forEach((name, sum) -> sumOf(name).add(sum));
    for (int m = 0; m < values.size(); m++) {
      values.get(m).add(other.values.get(m));
    }
    for (int i = 0; i < tallies.size(); i++) {
      tallies.get(i).append(other.tallies.get(i));
    }
    return this;
  }

  /** The sums over all rows. */
  Score score() {
    TreeMap<String, Double> named = new TreeMap<>();
    sums.forEach((name, sum) -> named.put(name, sum.value()));
    return new Score(rows, named);
  }

  /** The unit in which the weights of rows are counted. */
  WeightUnit unit() {
    return score().has(Score.WEIGHT) ? WeightUnit.of(greatestWeight) : WeightUnit.ONE;
  }

  /** The metrics that are means of a value for each row. */
  Map<Metric, Double> ofRows() {
    Map<Metric, Double> means = new EnumMap<>(Metric.class);
    double weight = score().weight();
    for (int m = 0; m < metrics.size(); m++) {
      means.put(metrics.get(m), values.get(m).value() / weight);
    }
    return means;
  }

  /** What was found beside the metrics. */
  List<Finding> findings() {
    return tallies.stream().map(Tally::finding).toList();
  }
}
