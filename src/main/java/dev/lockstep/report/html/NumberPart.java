package dev.lockstep.report.html;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.NumberFindings;
import dev.lockstep.evaluate.number.RowError;
import dev.lockstep.evaluate.number.TargetScore;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * One of the sections about numbers, target by target.
 *
 * @param template its file
 * @param set which rows
 * @param targets what it shows of each, a picture or lines of a table
 * @param weighted whether rows count by their weights
 */
record NumberPart(String template, String set, List<?> targets, boolean weighted)
    implements PagePart {
  /** Of more nobody looks at the pictures. */
  private static final int MOST_PICTURES = 12;

  /** So many of the worst rows are shown, or fewer of each target where these are many. */
  private static final int WORST = 20;

  private static final int LEAST_WORST = 5;

  /** How well numbers are predicted. */
  static Optional<PagePart> scores(String set, Evaluation evaluation) {
    return of(
        "targets.mustache",
        set,
        evaluation,
        Integer.MAX_VALUE,
        found -> k -> new Line(found.targets().get(k)));
  }

  /** Predicted numbers against true ones. */
  static Optional<PagePart> agreement(String set, Evaluation evaluation) {
    return of(
        "agreement.mustache",
        set,
        evaluation,
        MOST_PICTURES,
        found -> k -> AgreementChart.of(k, found.targets().get(k).target(), found.grids().get(k)));
  }

  /** How far off predictions are, low ones to high ones. */
  static Optional<PagePart> residuals(String set, Evaluation evaluation) {
    return of(
        "residuals.mustache",
        set,
        evaluation,
        MOST_PICTURES,
        found -> k -> ResidualChart.of(k, found.targets().get(k)));
  }

  /** The rows that are farthest off, the worst first. */
  static Optional<PagePart> worst(String set, Evaluation evaluation) {
    return of("worst.mustache", set, evaluation, Integer.MAX_VALUE, found -> k -> worst(found, k));
  }

  private static Optional<PagePart> of(
      String template,
      String set,
      Evaluation evaluation,
      int most,
      Function<NumberFindings, IntFunction<Object>> shown) {
    return evaluation
        .find(NumberFindings.class)
        .map(
            found ->
                new NumberPart(
                    template,
                    set,
                    IntStream.range(0, Math.min(most, found.targets().size()))
                        .mapToObj(shown.apply(found))
                        .toList(),
                    evaluation.isWeighted()));
  }

  private static OfTarget worst(NumberFindings found, int k) {
    int shown = Math.max(LEAST_WORST, WORST / found.targets().size());
    return new OfTarget(
        found.targets().get(k).target(),
        found.worst().get(k).stream().limit(shown).map(Row::of).toList());
  }

  /** A line of the table of scores. */
  record Line(TargetScore of) {
    String rmse() {
      return NumberFormats.number(of.rmse());
    }

    String mae() {
      return NumberFormats.number(of.mae());
    }

    String r2() {
      return NumberFormats.decimal(of.r2());
    }

    String explainedVariance() {
      return NumberFormats.decimal(of.explainedVariance());
    }

    String mean() {
      return NumberFormats.number(of.mean());
    }

    String median() {
      return NumberFormats.number(of.median());
    }

    String deviation() {
      return NumberFormats.number(of.deviation());
    }
  }

  /** The worst rows of a target. */
  record OfTarget(String name, List<Row> rows) {}

  /** A row with its numbers as texts. */
  record Row(long row, String truth, String predicted, String residual) {
    private static Row of(RowError row) {
      return new Row(
          row.row(),
          NumberFormats.number(row.truth()),
          NumberFormats.number(row.predicted()),
          NumberFormats.number(row.residual()));
    }
  }
}
