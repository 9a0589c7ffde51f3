package dev.lockstep.network;

import dev.lockstep.linalg.Matrix;
import dev.lockstep.network.optimizer.GradientScale;
import dev.lockstep.network.optimizer.Optimizer;
import dev.lockstep.network.optimizer.Update;
import java.util.List;

/**
 * One step's change of a {@link ModelState}, given the sum of a mini-batch's gradients: whole, or
 * by tiles, rows or slices, of which different ones may be changed by different threads. Every way
 * has the same bits.
 */
public final class StepUpdate {
  private final ModelState model;
  private final List<GradientScale> scales;
  private final Optimizer.Rule ofWeights;
  private final Optimizer.Rule ofBiases;

  /** Of each array of parameters, an array for each moment. */
  private final double[][][] moments;

  StepUpdate(ModelState model, Update update) {
    this.model = model;
    scales = update.scales();
    long t = model.steps() + 1;
    ofWeights = update.optimizer().at(t, update.learningRate(), true);
    ofBiases = update.optimizer().at(t, update.learningRate(), false);
    moments = new double[model.parameters().arrays()][][];
    for (int i = 0; i < moments.length; i++) {
      int array = i;
      moments[i] =
          model.moments().values().stream().map(m -> m.array(array)).toArray(double[][]::new);
    }
  }

  private Optimizer.Rule rule(int i) {
    return i % 2 == 0 ? ofWeights : ofBiases;
  }

  /**
   * Takes the whole step: scales the gradient, changes all parameters, counts the step.
   *
   * @param gradient dW and db of the whole mini-batch; overwritten
   */
  public void take(Gradient gradient) {
    int rows = gradient.topology().rows();
    double[] ofRows = new double[rows];
    for (GradientScale scale : scales) {
      measure(scale, gradient, 0, rows, ofRows);
      scale(scale.factor(ofRows), gradient, 0, rows);
    }
    for (int i = 0; i < gradient.arrays(); i++) {
      double[] dw = gradient.array(i);
      rule(i).update(model.parameters().array(i), moments[i], 0, dw, 0, dw.length);
    }
    model.stepTaken();
  }

  /** The factors of the whole gradient that come before any update. */
  public List<GradientScale> scales() {
    return scales;
  }

  /**
   * Changes a tile of the parameters, row by row.
   *
   * @param tile which part
   * @param dw the tile's derivatives; overwritten
   */
  public void tile(Tile tile, Matrix dw) {
    int i = tile.array();
    Matrix w = model.parameters().part(tile);
    for (int row = 0; row < dw.rows(); row++) {
      int from = dw.at(row);
      int to = from + dw.columns();
      rule(i).update(w.values(), moments[i], w.at(row) - from, dw.values(), from, to);
    }
  }

  /**
   * Changes a slice of all parameters in canonical order.
   *
   * @param dw the slice's derivatives, from the beginning of the array; overwritten
   * @param from the slice's first number
   * @param to the number after its last
   */
  public void slice(double[] dw, long from, long to) {
    Parameters w = model.parameters();
    int next = 0;
    for (int i = 0; i < w.arrays(); i++) {
      int first = w.within(i, from);
      int end = next + w.within(i, to) - first;
      rule(i).update(w.array(i), moments[i], first - next, dw, next, end);
      next = end;
    }
  }

  /**
   * Changes some rows of all parameters in canonical order.
   *
   * @param gradient dW and db; these rows are overwritten
   * @param first the first row, from 0
   * @param end the row after the last, at most {@link Topology#rows}
   */
  public void rows(Gradient gradient, int first, int end) {
    gradient.forEachRow(
        first,
        end,
        (row, i, from, to) ->
            rule(i)
                .update(model.parameters().array(i), moments[i], 0, gradient.array(i), from, to));
  }

  /**
   * What a scale asks of some rows of the gradient.
   *
   * @param scale asks
   * @param gradient dW and db; unchanged
   * @param first the first row, from 0
   * @param end the row after the last, at most {@link Topology#rows}
   * @param ofRows receives a value for each of these rows, at the row's number
   */
  public static void measure(
      GradientScale scale, Gradient gradient, int first, int end, double[] ofRows) {
    gradient.forEachRow(
        first, end, (row, i, from, to) -> ofRows[row] = scale.ofRow(gradient.array(i), from, to));
  }

  /**
   * {@code g = c g} for some rows of the gradient.
   *
   * @param factor c
   * @param gradient dW and db; these rows are changed
   * @param first the first row, from 0
   * @param end the row after the last, at most {@link Topology#rows}
   */
  public static void scale(double factor, Gradient gradient, int first, int end) {
    if (factor == 1) {
      return;
    }
    gradient.forEachRow(
        first,
        end,
        (row, i, from, to) -> {
          double[] dw = gradient.array(i);
          for (int j = from; j < to; j++) {
            dw[j] *= factor;
          }
        });
  }
}
