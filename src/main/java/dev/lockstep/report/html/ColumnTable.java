package dev.lockstep.report.html;

import dev.lockstep.io.MessageText;
import dev.lockstep.scale.ScaleKind;
import dev.lockstep.scale.Scaling;
import dev.lockstep.scale.SourceColumn;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the columns of a table were, as the training rows have them.
 *
 * @param columns the first of them
 * @param others how many more there are, in words; empty for none
 */
record ColumnTable(List<Line> columns, String others) {
  private static final int MOST = 200;
  private static final int MOST_LEVELS = 8;

  /**
   * A column.
   *
   * @param type what it was taken for, or why it is ignored
   * @param levels of a category how many, and the first of them
   * @param missing the share of the rows that lack it, in percent
   * @param mean of its numbers; empty where it is not known
   * @param deviation likewise
   */
  record Line(
      String name, String type, String levels, double missing, String mean, String deviation) {}

  /**
   * Of a scaling that was learned from so many rows.
   *
   * @return empty where nobody has named the columns, such as those of images
   */
  static Optional<ColumnTable> of(Scaling scaling, long rows) {
    int width = scaling.columns().features().size();
    if (width == 0) {
      return Optional.empty();
    }
    List<SourceColumn> all = scaling.columns().sourcesOf(width);
    int shown = Math.min(MOST, all.size());
    return Optional.of(
        new ColumnTable(
            all.subList(0, shown).stream().map(column -> line(column, scaling, rows)).toList(),
            shown == all.size() ? "" : NumberFormats.count(all.size() - (long) shown)));
  }

  private static Line line(SourceColumn column, Scaling scaling, long rows) {
    boolean isScaled =
        scaling.kind() == ScaleKind.STANDARD && column.type() == SourceColumn.Type.NUMBER;
    Double mean = column.mean();
    Double deviation = column.deviation();
    if (mean == null && isScaled) {
      mean = scaling.offsets().get(column.from());
      deviation = scaling.divisors().get(column.from());
    }
    List<String> levels =
        Stream.concat(column.levels().stream(), column.others().stream()).toList();
    return new Line(
        column.name(),
        column.type().label() + (column.reason().isEmpty() ? "" : ": " + column.reason()),
        levels.isEmpty()
            ? ""
            : NumberFormats.count(levels.size()) + ": " + MessageText.list(levels, MOST_LEVELS),
        (double) column.missing() / rows,
        mean == null ? "" : NumberFormats.number(mean),
        deviation == null ? "" : NumberFormats.number(deviation));
  }
}
