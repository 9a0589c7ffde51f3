package dev.lockstep.evaluate;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.network.Outputs;
import dev.lockstep.network.Score;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.Targets;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of some groups of rows. Counts may be added up in any order; floating-point sums
 * are kept group by group, each of them in row order, and only {@link #evaluation} adds those, in
 * the order of the groups: so no way of sharing out the groups changes a bit.
 */
final class EvaluationSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Labels labels;

  /** The metrics that are made of a value for each row. */
  private final List<Metric> metrics;

  /** Of each group. */
  private final ArrayList<Score> scores = new ArrayList<>();

  /** For each group, what each of the metrics keeps of it. */
  private final ArrayList<double[][]> kept = new ArrayList<>();

  private final List<Tally> tallies;

  /** Of no rows yet. */
  EvaluationSums(Labels labels) {
    this.labels = labels;
    metrics = Metric.ofRows(labels);
    tallies = Tally.of(labels);
  }

  /**
   * Adds the next group.
   *
   * @param group rows with labels, all of them known
   * @param y what the network makes of them
   * @throws InvalidInputException if an output is not a number
   */
  void add(RowBlock group, Outputs y) {
    RowBlock known = group.withTargets(labels);
    Targets targets = known.targets();
    int first = known.offset();
    double[] weights = new double[group.rows()];
    double[][] values = new double[metrics.size()][group.rows()];
    for (int row = 0; row < group.rows(); row++) {
      y.requireNumbers(row, group.place(row));
      weights[row] = targets.ownWeight(first + row);
      for (int m = 0; m < values.length; m++) {
        values[m][row] = metrics.get(m).ofRow(y, row, targets, first + row);
      }
    }
    for (int m = 0; m < values.length; m++) {
      values[m] = metrics.get(m).reduction().ofGroup(values[m], weights);
    }
    scores.add(y.score(targets, first));
    kept.add(values);
    tallies.forEach(tally -> tally.add(group, targets, first, y));
  }

  /** Appends the groups that follow, of the same labels. */
  void append(EvaluationSums next) {
    scores.addAll(next.scores);
    kept.addAll(next.kept);
    for (int i = 0; i < tallies.size(); i++) {
      tallies.get(i).append(next.tallies.get(i));
    }
  }

  /**
   * All that was found.
   *
   * @param output the network's output layer
   * @param shape of an image
   * @param kernel what computed the products
   */
  Evaluation evaluation(OutputLayer output, List<Integer> shape, String kernel) {
    Score score = scores.stream().reduce(Score.NONE, Score::plus);
    score.requireWeight("whole");
    Map<Metric, Double> ofRows = new EnumMap<>(Metric.class);
    for (int m = 0; m < metrics.size(); m++) {
      int metric = m;
      double[] groups =
          kept.stream().flatMapToDouble(values -> Arrays.stream(values[metric])).toArray();
      ofRows.put(metrics.get(m), metrics.get(m).reduction().ofAll(groups, score.weight()));
    }
    return new Evaluation(
        labels,
        output.lossName(),
        score,
        ofRows,
        tallies.stream().map(Tally::finding).toList(),
        shape,
        kernel);
  }
}
