package dev.lockstep.report.html;

import dev.lockstep.evaluate.Metric;
import dev.lockstep.network.SetScore;
import dev.lockstep.report.EpochColumn;
import dev.lockstep.report.PythonFormat;
import dev.lockstep.train.EpochResult;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.lang3.StringUtils;

/**
 * How the metrics went over the epochs: a chart of each and the table behind them.
 *
 * @param charts metric by metric; none where no epoch was trained
 * @param notes what the charts show, in sentences
 * @param columns what the table has, by its headings
 * @param epochs the table, a row an epoch
 */
record LearningCurves(
    List<LineChart> charts, List<String> notes, List<String> columns, List<Row> epochs) {
  /** A line of the table. */
  record Row(int epoch, List<String> values, String seconds) {}

  /** The set whose best epochs are ringed where none was chosen. */
  private static final String RINGED = SetScore.TEST;

  /** Draws a history, epoch 0 to the last, of which no epoch was chosen. */
  static LearningCurves of(List<EpochResult> history) {
    return of(history, 0);
  }

  /**
   * Draws a history, epoch 0 to the last.
   *
   * @param kept the epoch that was chosen by the validation set, which is marked; 0 for none
   */
  static LearningCurves of(List<EpochResult> history, int kept) {
    List<EpochColumn> all = EpochColumn.all(history.get(0));
    List<String> headings =
        all.stream()
            .map(
                column ->
                    StringUtils.capitalize(column.title())
                        + (isPercent(column.metric()) ? ", %" : ""))
            .toList();
    List<Row> rows =
        history.stream()
            .map(
                result ->
                    new Row(
                        result.epoch(),
                        all.stream()
                            .map(column -> NumberFormats.cell(column.metric(), column.of(result)))
                            .toList(),
                        PythonFormat.fixed(result.seconds(), 0, 3)))
            .toList();
    if (history.size() == 1) {
      String note = "No epoch was trained: these are the initial weights.";
      return new LearningCurves(List.of(), List.of(note), headings, rows);
    }
    List<EpochColumn> columns = all.stream().filter(c -> !c.isEmpty(history.get(0))).toList();
    List<String> notes = new ArrayList<>();
    notes.add(
        kept == 0
            ? ringed(history, columns)
            : "Marked: epoch %d, the best on the validation set, whose parameters are the result."
                .formatted(kept));
    List<LineChart> charts = new ArrayList<>();
    for (Metric metric : Metric.ofEpochs(history.get(0).train())) {
      List<EpochColumn> sets = columns.stream().filter(c -> c.metric() == metric).toList();
      charts.add(chart(history, kept, metric, sets, notes));
    }
    return new LearningCurves(charts, notes, headings, rows);
  }

  private static boolean isPercent(Metric metric) {
    return metric.format() == Metric.Format.PERCENT;
  }

  private static String shown(EpochColumn column, EpochResult result) {
    return NumberFormats.value(column.metric(), column.of(result));
  }

  /** The first of the best epochs. */
  private static EpochResult best(List<EpochResult> history, EpochColumn column) {
    double sign = column.metric().everyEpoch().orElseThrow().greaterIsBetter() ? 1 : -1;
    EpochResult best = history.get(0);
    for (EpochResult result : history) {
      best = sign * column.of(result) > sign * column.of(best) ? result : best;
    }
    return best;
  }

  private static String ringed(List<EpochResult> history, List<EpochColumn> columns) {
    List<String> best = new ArrayList<>();
    for (EpochColumn column : columns) {
      if (column.set().equals(RINGED)) {
        EpochResult result = best(history, column);
        boolean isHighest = column.metric().everyEpoch().orElseThrow().greaterIsBetter();
        best.add(
            "the %s %s, %s after epoch %d"
                .formatted(
                    isHighest ? "highest" : "lowest",
                    column.title(),
                    shown(column, result),
                    result.epoch()));
      }
    }
    return best.isEmpty()
        ? "There was no test set: nothing here tells how it does on rows that are new to it."
        : "Ringed: %s.".formatted(String.join(", and ", best));
  }

  /** Of a metric, a line for each set. */
  private static LineChart chart(
      List<EpochResult> history,
      int kept,
      Metric metric,
      List<EpochColumn> sets,
      List<String> notes) {
    String name = metric.everyEpoch().orElseThrow().name();
    EpochResult last = history.get(history.size() - 1);
    List<LineChart.Series> series = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (EpochColumn column : sets) {
      List<Double> line =
          history.stream().map(epoch -> column.of(epoch) * (isPercent(metric) ? 100 : 1)).toList();
      values.addAll(line);
      series.add(
          new LineChart.Series(
              StringUtils.capitalize(column.set()),
              column.set(),
              line,
              shown(column, history.get(0)),
              shown(column, last),
              ring(history, kept, column)));
    }
    return LineChart.of(
        name,
        StringUtils.capitalize(name) + (isPercent(metric) ? ", %" : ", log scale"),
        isPercent(metric) ? linear(history.get(0), name, sets, series, notes) : Axis.log(values),
        series,
        kept);
  }

  /** The epoch to ring in the line of a set, or -1. */
  private static int ring(List<EpochResult> history, int kept, EpochColumn column) {
    if (kept > 0) {
      return column.set().equals(SetScore.VALID) ? kept : -1;
    }
    return column.set().equals(RINGED) ? best(history, column).epoch() : -1;
  }

  /** Epoch 0 is left below the axis where it would press all others into a corner. */
  private static Axis linear(
      EpochResult untrained,
      String name,
      List<EpochColumn> sets,
      List<LineChart.Series> series,
      List<String> notes) {
    DoubleSummaryStatistics first = new DoubleSummaryStatistics();
    DoubleSummaryStatistics trained = new DoubleSummaryStatistics();
    for (LineChart.Series line : series) {
      first.accept(line.values().get(0));
      line.values().stream().skip(1).forEach(trained::accept);
    }
    double least = trained.getMin();
    double greatest = Math.max(first.getMax(), trained.getMax());
    if (greatest - first.getMin() <= 2 * (greatest - least)) {
      return Axis.linear(Math.min(least, first.getMin()), greatest);
    }
    notes.add(
        sets.stream()
            .map(set -> "%s of the %s set".formatted(shown(set, untrained), set.set()))
            .collect(
                Collectors.joining(
                    ", ", "Before training, below the %s axis: ".formatted(name), ".")));
    return Axis.linear(least, greatest);
  }
}
