package dev.lockstep.report.html;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.NumberFindings;
import dev.lockstep.evaluate.number.RowError;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The rows that are farthest off.
 *
 * @param targets of each the worst, the worst first
 */
record WorstRowsPart(List<OfTarget> targets) implements PagePart {
  /** So many are shown, or fewer of each where targets are many. */
  private static final int SHOWN = 20;

  private static final int LEAST_SHOWN = 5;

  /** A target with lines of its table. */
  record OfTarget(String name, List<Line> rows) {}

  /** A row with its numbers as texts. */
  record Line(long row, String truth, String predicted, String residual) {
    private static Line of(RowError row) {
      return new Line(
          row.row(),
          NumberFormats.number(row.truth()),
          NumberFormats.number(row.predicted()),
          NumberFormats.number(row.residual()));
    }
  }

  static Optional<PagePart> of(String set, Evaluation evaluation) {
    return evaluation.find(NumberFindings.class).map(WorstRowsPart::of);
  }

  private static WorstRowsPart of(NumberFindings found) {
    int shown = Math.max(LEAST_SHOWN, SHOWN / found.targets().size());
    return new WorstRowsPart(
        IntStream.range(0, found.worst().size())
            .mapToObj(
                k ->
                    new OfTarget(
                        found.targets().get(k).target(),
                        found.worst().get(k).stream().limit(shown).map(Line::of).toList()))
            .toList());
  }

  @Override
  public String template() {
    return "worst.mustache";
  }
}
