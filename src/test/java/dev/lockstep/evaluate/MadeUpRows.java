package dev.lockstep.evaluate;

import dev.lockstep.LocalSpark;
import dev.lockstep.evaluate.curve.ErrorCosts;
import dev.lockstep.evaluate.order.ScoredRows;
import dev.lockstep.evaluate.order.ScoredSet;
import dev.lockstep.evaluate.order.WeightUnit;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Topology;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.Targets;
import dev.lockstep.scale.Scaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;

/** Rows whose outputs are made up, as a network of one layer that changes nothing has them. */
final class MadeUpRows {
  private MadeUpRows() {}

  /**
   * Evaluates outputs.
   *
   * @param output the output layer
   * @param labels what labels mean
   * @param u of each row what the output layer is given
   * @param names of each row its label
   * @param weights of each row; null without
   * @param partitions how many tasks share the rows
   */
  static Evaluation evaluate(
      OutputLayer output,
      Labels labels,
      double[][] u,
      List<String> names,
      double[] weights,
      int partitions) {
    int width = u[0].length;
    Parameters identity = new Parameters(new Topology(List.of(width, width), List.of(), output));
    for (int k = 0; k < width; k++) {
      identity.weights(1).values()[k * width + k] = 1;
    }
    List<LabeledVector> rows = new ArrayList<>();
    for (int row = 0; row < u.length; row++) {
      double weight = weights == null ? 1 : weights[row];
      rows.add(new LabeledVector(row, names.get(row), new DenseVector(u[row]), weight));
    }
    Dataset data = Dataset.of("test", LocalSpark.spark().parallelize(rows, partitions));
    return new Evaluator(LocalSpark.spark(), Blas.EXACT, partitions)
        .withCosts(new ErrorCosts(1, 5))
        .evaluate(identity, Scaling.none(), labels, data);
  }

  /**
   * Finds what two classes have, of the probability of the second one.
   *
   * @param y of each row
   * @param t of each row, 0 or 1
   * @param weights of each row; null without
   * @param group how many rows a group has
   * @param partitions how many tasks share the rows
   */
  static TwoClassFindings twoClasses(
      double[] y, int[] t, double[] weights, int group, int partitions) {
    List<ScoredRows> groups = new ArrayList<>();
    for (int from = 0; from < y.length; from += group) {
      int to = Math.min(y.length, from + group);
      double[] outputs = new double[2 * (to - from)];
      long[] places = new long[to - from];
      for (int row = from; row < to; row++) {
        outputs[2 * (row - from)] = 1 - y[row];
        outputs[2 * (row - from) + 1] = y[row];
        places[row - from] = row;
      }
      Targets targets = Targets.ofClasses(Arrays.copyOfRange(t, from, to));
      groups.add(
          new ScoredRows(
              places,
              outputs,
              weights == null
                  ? targets
                  : targets.withWeights(Arrays.copyOfRange(weights, from, to)),
              0));
    }
    WeightUnit unit =
        weights == null ? WeightUnit.ONE : WeightUnit.of(Arrays.stream(weights).max().orElse(0));
    ScoredSet set =
        new ScoredSet(
            LocalSpark.spark().parallelize(groups, partitions), y.length, weights != null, unit);
    return (TwoClassFindings)
        new CurveStudy(Classes.of(List.of("a", "b"))).find(set, new ErrorCosts(1, 5));
  }
}
