package dev.lockstep.network;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.linalg.Matrix;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.network.loss.SoftmaxCrossEntropy;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Targets;

/**
 * What a network says of n rows, of classes their probabilities, of shape (n, {@link
 * dev.lockstep.rows.Labels#outputs}). Seen in the buffers of its {@link Classifier}, so valid until
 * that takes other rows.
 */
public final class Outputs {
  private final OutputLayer output;
  private final Matrix u;

  /** Of the output layer, shape (n, dL). */
  private final Matrix units;

  /** What the units say. */
  private final Matrix y;

  Outputs(OutputLayer output, Matrix u, Matrix units) {
    this.output = output;
    this.u = u;
    this.units = units;
    y = output.said(units);
  }

  /** The most probable class of a row, the first of equals. */
  public int argMax(int row) {
    return Classes.mostProbable(y.values(), y.at(row), y.columns());
  }

  /** y[k] of a row; NaN where the network overflows. */
  public double of(int row, int k) {
    return y.values()[y.at(row) + k];
  }

  /** All of a row: a copy. */
  public double[] of(int row) {
    double[] copy = new double[y.columns()];
    System.arraycopy(y.values(), y.at(row), copy, 0, copy.length);
    return copy;
  }

  /** All of all rows, row by row: a copy. */
  public double[] all() {
    double[] copy = new double[y.rows() * y.columns()];
    for (int row = 0; row < y.rows(); row++) {
      System.arraycopy(y.values(), y.at(row), copy, row * y.columns(), y.columns());
    }
    return copy;
  }

  /**
   * Checks that all of a row are numbers.
   *
   * @param number of the row, for the message
   * @throws InvalidInputException if one is not, because the network overflows
   */
  public void requireNumbers(int row, long number) {
    for (int k = 0; k < y.columns(); k++) {
      if (Double.isNaN(of(row, k))) {
        throw new InvalidInputException(
            "Row %s: the model's outputs are not numbers, for its parameters are too large. Train it again with a lower --learning-rate."
                .formatted(number));
      }
    }
  }

  /**
   * Whether the class of a row, or all of its labels, are predicted; not of numbers.
   *
   * @param targets what the rows are to come to
   * @param at the row's number there
   */
  public boolean isRight(int row, Targets targets, int at) {
    double[] sums = new double[output.sums().size()];
    output.addSums(units, row, targets, at, sums);
    return sums[output.sums().indexOf(SoftmaxCrossEntropy.CORRECT)] > 0;
  }

  /** How many classes are more probable than class k of a row; of equals, those before it count. */
  public int rank(int row, int k) {
    double mine = of(row, k);
    int rank = 0;
    for (int j = 0; j < y.columns(); j++) {
      rank += of(row, j) > mine || (of(row, j) == mine && j < k) ? 1 : 0;
    }
    return rank;
  }

  /**
   * The score of all rows.
   *
   * @param targets what the rows are to come to
   * @param first the first row's number there
   */
  public Score score(Targets targets, int first) {
    ScoreSums sums = new ScoreSums(output, Score.NONE);
    for (int row = 0; row < y.rows(); row++) {
      sums.add(u, units, row, targets, first + row);
    }
    return sums.score();
  }
}
