package dev.lockstep.network;

import dev.lockstep.linalg.Matrix;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.rows.Targets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** A score that grows row by row. Not thread-safe. */
final class ScoreSums {
  private final OutputLayer output;
  private final List<String> names;
  private final double[] sums;

  /** What one row has. */
  private final double[] ofRow;

  private long rows;
  private double loss;
  private double weight;
  private boolean isWeighted;

  /** Goes on from a score. */
  ScoreSums(OutputLayer output, Score before) {
    this.output = output;
    names = output.sums();
    sums = names.stream().mapToDouble(before::sum).toArray();
    ofRow = new double[sums.length];
    rows = before.rows();
    loss = before.sum(Score.LOSS);
    weight = before.weight();
    isWeighted = before.has(Score.WEIGHT);
  }

  /** Adds a row: each of its values times its weight. */
  void add(Matrix u, Matrix y, int row, Targets targets, int at) {
    double w = targets.ownWeight(at);
    Arrays.fill(ofRow, 0);
    output.addSums(y, row, targets, at, ofRow);
    for (int i = 0; i < sums.length; i++) {
      sums[i] += w * ofRow[i];
    }
    loss += w * output.loss(u, y, row, targets, at);
    weight += w;
    isWeighted |= targets.haveOwnWeights();
    rows++;
  }

  /** The score of all rows so far. */
  Score score() {
    TreeMap<String, Double> named = new TreeMap<>();
    for (int i = 0; i < sums.length; i++) {
      named.put(names.get(i), sums[i]);
    }
    named.put(Score.LOSS, loss);
    if (isWeighted) {
      named.put(Score.WEIGHT, weight);
    }
    return new Score(rows, named);
  }
}
