package dev.lockstep.report.html;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.importance.ImportanceFindings;
import dev.lockstep.evaluate.importance.ImportanceFindings.OfColumn;
import java.util.List;
import java.util.Optional;

/**
 * The importance of columns as bars, the greatest first.
 *
 * @param set which rows
 * @param metric what drops
 * @param score what it is on the rows as they are
 * @param repeats how often each column was permuted
 * @param zero where no drop lies, across the bars
 * @param bars of the columns that matter most
 * @param others of the other columns, below those
 * @param weighted whether rows count by their weights
 */
record ImportancePart(
    String set,
    String metric,
    String score,
    String repeats,
    String zero,
    List<Bar> bars,
    List<Bar> others,
    boolean weighted)
    implements PagePart {
  /** So many are shown at once. */
  private static final int SHOWN = 25;

  /** How wide the picture of a bar is, in its own units; all have the same scale. */
  private static final int WIDTH = 1000;

  /**
   * A column's bar, from its left to its right, and its whisker, one deviation to either side of
   * the mean.
   *
   * @param whisker the path of it, with its ends
   */
  record Bar(
      String column, String mean, String deviation, String left, String width, String whisker) {}

  static Optional<PagePart> of(String set, Evaluation evaluation) {
    return evaluation.find(ImportanceFindings.class).map(found -> of(set, found, evaluation));
  }

  private static ImportancePart of(String set, ImportanceFindings found, Evaluation evaluation) {
    List<OfColumn> columns = found.byImportance();
    double low = 0;
    double high = Double.MIN_NORMAL;
    for (OfColumn column : columns) {
      low = Math.min(low, column.mean() - column.deviation());
      high = Math.max(high, column.mean() + column.deviation());
    }
    Axis axis = new Axis(low, high, false, List.of());
    List<Bar> bars = columns.stream().map(column -> bar(column, axis)).toList();
    int shown = Math.min(SHOWN, bars.size());
    return new ImportancePart(
        set,
        found.metric().title(evaluation.lossName()),
        NumberFormats.value(found.metric(), found.score()),
        NumberFormats.count(found.repeats(), "permutation"),
        at(axis, 0),
        bars.subList(0, shown),
        bars.subList(shown, bars.size()),
        evaluation.isWeighted());
  }

  private static Bar bar(OfColumn of, Axis axis) {
    String low = at(axis, of.mean() - of.deviation());
    String high = at(axis, of.mean() + of.deviation());
    double width = Math.abs(axis.at(of.mean()) - axis.at(0)) * WIDTH;
    return new Bar(
        of.column(),
        NumberFormats.decimal(of.mean()),
        NumberFormats.decimal(of.deviation()),
        at(axis, Math.min(0, of.mean())),
        Plot.number(width),
        "M%1$s 6H%2$sM%1$s 3V9M%2$s 3V9".formatted(low, high));
  }

  private static String at(Axis axis, double drop) {
    return Plot.number(axis.at(drop) * WIDTH);
  }

  boolean hasOthers() {
    return !others.isEmpty();
  }

  @Override
  public String template() {
    return "importance.mustache";
  }
}
