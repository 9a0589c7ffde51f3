package dev.lockstep.lbfgs;

import dev.lockstep.aggregate.DivergedException;
import dev.lockstep.lbfgs.StrongWolfe.Trial;
import dev.lockstep.network.Gradient;
import dev.lockstep.network.LayerArrays;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.optimizer.Lbfgs;
import java.util.ArrayList;
import java.util.List;

/**
 * Iterations of L-BFGS on an objective: Nocedal and Wright (2006), algorithms 7.4 and 7.5 with the
 * scaling (7.20). W, b, the pairs and the count of iterations are the model's; the objective at W
 * and b is kept here from the search that found them, and is asked for once more where it is not,
 * which gives the same bits. All sums over parameters are in the order of {@link LayerArrays#dot}.
 *
 * <p>Breeze's {@code LBFGS} takes the same steps, but keeps its pairs to itself, so that no
 * checkpoint could hold them, and asks for some thirty operators of a vector.
 */
final class LbfgsIterations {
  private static final int M = Lbfgs.PAIRS;

  private final Objective objective;

  /** Where the objective was looked at last; null before. */
  private Parameters point;

  /** What it is there. */
  private Gradient gradient;

  /** What has become of an iteration. */
  enum Outcome {
    /** The model has changed. */
    TAKEN(""),
    /** The gradient is 0. */
    FLAT("the gradient is 0"),
    /** Neither the direction nor the gradient's own leads to where the objective is smaller. */
    STUCK("the line search finds no step that makes the objective smaller");

    private final String reason;

    Outcome(String reason) {
      this.reason = reason;
    }

    /** Why no step is taken. */
    String reason() {
      return reason;
    }
  }

  /** What s and y of an iteration say of the curvature. */
  private record Pair(LayerArrays s, LayerArrays y, double sy) {}

  LbfgsIterations(Objective objective) {
    this.objective = objective;
  }

  /**
   * Takes an iteration. Where its direction leads nowhere, all pairs are forgotten, and the
   * gradient is followed.
   *
   * @param model W, b and pairs are changed and a step is counted, if there is one to take
   * @throws DivergedException if the gradient is not finite
   */
  Outcome take(ModelState model) {
    Parameters x = model.parameters();
    if (point == null || !point.hasNumbersOf(x)) {
      look(copy(x));
    }
    Gradient before = gradient;
    double squares = before.dot(before);
    if (!Double.isFinite(squares)) {
      throw new DivergedException("The norm of the gradient is not finite", 0);
    }
    if (squares == 0) {
      return Outcome.FLAT;
    }
    List<Pair> pairs = pairs(model);
    boolean isFound = search(x, before, pairs);
    if (!isFound && !pairs.isEmpty()) {
      model.moments().values().forEach(LayerArrays::clear);
      isFound = search(x, before, List.of());
    }
    if (!isFound) {
      point = null;
      return Outcome.STUCK;
    }
    int slot = (int) (model.steps() % M);
    difference(point, x, model.moments().get("s" + slot));
    difference(gradient, before, model.moments().get("y" + slot));
    x.copyFrom(point);
    model.stepTaken();
    return Outcome.TAKEN;
  }

  private void look(Parameters at) {
    point = at;
    gradient = objective.at(at);
  }

  private static Parameters copy(Parameters x) {
    Parameters copy = new Parameters(x.topology());
    copy.copyFrom(x);
    return copy;
  }

  private static void difference(LayerArrays a, LayerArrays b, LayerArrays into) {
    into.copyFrom(a);
    into.add(-1, b);
  }

  /** Those of the last iterations, the latest first, that tell of a curvature. */
  private static List<Pair> pairs(ModelState model) {
    List<Pair> pairs = new ArrayList<>();
    for (long t = model.steps() - 1; t >= Math.max(0, model.steps() - M); t--) {
      LayerArrays s = model.moments().get("s" + t % M);
      LayerArrays y = model.moments().get("y" + t % M);
      double sy = s.dot(y);
      if (sy > 0) {
        pairs.add(new Pair(s, y, sy));
      }
    }
    return pairs;
  }

  /** Whether there is a step along the direction; the last look was then at its end. */
  private boolean search(Parameters x, Gradient before, List<Pair> pairs) {
    LayerArrays d = direction(before, pairs);
    double slope = d.dot(before);
    if (!(slope < 0)) {
      return false;
    }
    double first = pairs.isEmpty() ? 1 / Math.sqrt(d.dot(d)) : 1;
    return StrongWolfe.search(
            t -> {
              Parameters trial = copy(x);
              trial.add(t, d);
              look(trial);
              return new Trial(t, gradient.loss(), gradient.dot(d));
            },
            new Trial(0, before.loss(), slope),
            first)
        .isPresent();
  }

  /** Algorithm 7.4: the product of the approximate inverse Hessian and the gradient, negated. */
  private static LayerArrays direction(Gradient gradient, List<Pair> pairs) {
    LayerArrays d = new LayerArrays(gradient.topology());
    d.copyFrom(gradient);
    double[] alpha = new double[pairs.size()];
    for (int i = 0; i < alpha.length; i++) {
      Pair pair = pairs.get(i);
      alpha[i] = pair.s.dot(d) / pair.sy;
      d.add(-alpha[i], pair.y);
    }
    if (!pairs.isEmpty()) {
      Pair latest = pairs.get(0);
      d.scale(latest.sy / latest.y.dot(latest.y));
    }
    for (int i = alpha.length - 1; i >= 0; i--) {
      Pair pair = pairs.get(i);
      double beta = pair.y.dot(d) / pair.sy;
      d.add(alpha[i] - beta, pair.s);
    }
    d.scale(-1);
    return d;
  }
}
