package dev.lockstep.evaluate.curve;

import dev.lockstep.evaluate.order.RankedValue;
import dev.lockstep.evaluate.order.Ranking;
import dev.lockstep.evaluate.order.ScoredRows;
import dev.lockstep.evaluate.order.ScoredSet;
import dev.lockstep.evaluate.order.Totals;
import dev.lockstep.evaluate.order.WeightUnit;
import java.util.ArrayList;
import java.util.List;

/** The curves of scores: exact, in a few Spark jobs. */
public final class Curves {
  private Curves() {}

  /**
   * A score of rows that are positive if they have a class.
   *
   * @param output which of the outputs is the score, the higher the more likely positive
   * @param positive the index of the class
   */
  public record ClassScores(int output, int positive) implements RankedValue {
    private static final long serialVersionUID = 1L;

    /** With the opposite sign, since curves begin with the highest. */
    @Override
    public double of(ScoredRows rows, int row) {
      return -rows.y(row, output);
    }

    @Override
    public boolean isPositive(ScoredRows rows, int row) {
      return rows.classOf(row) == positive;
    }
  }

  /**
   * Sorts all scores and makes their curves.
   *
   * @param set the rows
   * @param scores one for each curve
   * @param costs of the errors
   * @return the curves, in their order
   */
  public static List<TwoClassCurve> of(ScoredSet set, List<ClassScores> scores, ErrorCosts costs) {
    Ranking ranking = new Ranking(set, List.copyOf(scores));
    List<Totals> totals = ranking.totals();
    WeightUnit unit = set.unit();
    List<List<CurvePart>> parts =
        ranking.look(
            (k, before, range) -> new CurvePart(totals.get(k), unit, costs).of(before, range));
    List<TwoClassCurve> curves = new ArrayList<>();
    for (int k = 0; k < totals.size(); k++) {
      CurvePart all = new CurvePart(totals.get(k), unit, costs);
      parts.get(k).forEach(all::append);
      curves.add(all.curve());
    }
    return curves;
  }
}
