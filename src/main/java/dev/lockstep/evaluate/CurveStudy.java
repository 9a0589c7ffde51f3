package dev.lockstep.evaluate;

import dev.lockstep.evaluate.curve.Curves;
import dev.lockstep.evaluate.curve.Curves.ClassScores;
import dev.lockstep.evaluate.curve.ErrorCosts;
import dev.lockstep.evaluate.curve.TwoClassCurve;
import dev.lockstep.evaluate.order.ScoredSet;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Labels;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds {@link TwoClassFindings}, of more classes {@link OneVersusRest}.
 *
 * @param classes the model's classes
 */
record CurveStudy(Classes classes) implements Study {
  /** So many scores are sorted of more than two classes. */
  private static final long MOST_SCORES = 100_000_000;

  private static final int MOST_CLASSES = 100;

  static Optional<Study> of(Labels labels) {
    return labels instanceof Classes classes
        ? Optional.of(new CurveStudy(classes))
        : Optional.empty();
  }

  @Override
  public Finding find(ScoredSet set, ErrorCosts costs) {
    int size = classes.size();
    if (size == 2) {
      TwoClassCurve curve = Curves.of(set, List.of(new ClassScores(1, 1)), costs).get(0);
      return new TwoClassFindings(classes.name(0), classes.name(1), costs, curve);
    }
    if (size > MOST_CLASSES || size * set.size() > MOST_SCORES) {
      return new OneVersusRest(List.of());
    }
    List<ClassScores> scores =
        IntStream.range(0, size).mapToObj(k -> new ClassScores(k, k)).toList();
    return new OneVersusRest(
        Curves.of(set, scores, costs).stream().map(TwoClassCurve::rocAuc).toList());
  }
}
