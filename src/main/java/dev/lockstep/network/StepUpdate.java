package dev.lockstep.network;

import dev.lockstep.linalg.Elementwise;
import dev.lockstep.linalg.Matrix;
import dev.lockstep.network.optimizer.GradientScale;
import dev.lockstep.network.optimizer.StepOptimizer;
import dev.lockstep.network.optimizer.Update;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One step's change of a {@link ModelState}, given the sum of a mini-batch's gradients: whole, or
 * by tiles, rows or slices, of which different ones may be changed by different threads. Every way
 * has the same bits.
 */
public final class StepUpdate {
  private static final Elementwise FORMULAS = Elementwise.fastest();

  private final ModelState model;
  private final List<GradientScale> scales;
  private final double l2;
  private final boolean leavesAtZero;
  private final List<Integer> frozen;
  private final StepOptimizer.Rule ofWeights;
  private final StepOptimizer.Rule ofBiases;

  /**
   * The step that follows those that the model has taken; it changes the model when it is told the
   * gradient.
   */
  public StepUpdate(ModelState model, Update update) {
    this.model = model;
    scales = update.scales();
    l2 = update.l2();
    leavesAtZero = update.leavesAtZero();
    frozen = update.frozen();
    long t = model.steps() + 1;
    ofWeights = update.rule(t, true);
    ofBiases = update.rule(t, false);
  }

  /** Adds l2 w to some numbers of dW, and changes those of array i by the rule, if not frozen. */
  private void update(int i, int at, double[] dw, int from, int to) {
    if (!frozen.isEmpty() && frozen.contains(i / 2 + 1)) {
      return;
    }
    boolean isOfWeights = i % 2 == 0;
    double[] w = model.parameters().array(i);
    if (l2 != 0 && isOfWeights) {
      FORMULAS.add(l2, w, at + from, at + to, dw, -at);
    }
    StepOptimizer.Rule rule = isOfWeights ? ofWeights : ofBiases;
    rule.update(w, model.momentsOf(i), at, dw, from, to);
  }

  /**
   * Takes the whole step: scales the gradient of the mini-batch, which is overwritten, changes all
   * parameters and counts the step.
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
      update(i, 0, dw, 0, dw.length);
    }
    model.stepTaken();
  }

  /** The factors of the whole gradient that come before any update. */
  public List<GradientScale> scales() {
    return scales;
  }

  /** Whether rows of zeros need not be told. */
  public boolean leavesAtZero() {
    return leavesAtZero;
  }

  /** Changes a tile of the parameters, row by row; its derivatives are overwritten. */
  public void tile(Tile tile, Matrix dw) {
    tile(tile, dw, IntStream.range(0, dw.rows()));
  }

  /** The same of some of its rows, where the others {@linkplain #leavesAtZero may be left}. */
  public void tile(Tile tile, Matrix dw, IntStream rows) {
    int i = tile.array();
    Matrix w = model.parameters().part(tile);
    rows.forEach(
        row -> {
          int from = dw.at(row);
          update(i, w.at(row) - from, dw.values(), from, from + dw.columns());
        });
  }

  /**
   * Changes numbers {@code from} to {@code to} - 1 of all parameters in canonical order; their
   * derivatives, which are overwritten, begin at the beginning of the array.
   */
  public void slice(double[] dw, long from, long to) {
    Parameters w = model.parameters();
    int next = 0;
    for (int i = 0; i < w.arrays(); i++) {
      int first = w.within(i, from);
      int end = next + w.within(i, to) - first;
      update(i, first - next, dw, next, end);
      next = end;
    }
  }

  /**
   * Changes rows {@code first} to {@code end} - 1 of all parameters in canonical order; these rows
   * of the gradient are overwritten.
   */
  public void rows(Gradient gradient, int first, int end) {
    gradient.forEachRow(
        first, end, (row, i, from, to) -> update(i, 0, gradient.array(i), from, to));
  }

  /**
   * What a scale asks of rows {@code first} to {@code end} - 1 of the gradient: a value for each,
   * at the row's number in {@code ofRows}.
   */
  public static void measure(
      GradientScale scale, Gradient gradient, int first, int end, double[] ofRows) {
    gradient.forEachRow(
        first, end, (row, i, from, to) -> ofRows[row] = scale.ofRow(gradient.array(i), from, to));
  }

  /** {@code g = c g} for rows {@code first} to {@code end} - 1 of the gradient. */
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
