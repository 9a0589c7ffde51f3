package dev.lockstep.report.html;

import dev.lockstep.evaluate.Metric;
import dev.lockstep.network.SetScore;
import dev.lockstep.report.EpochColumn;
import dev.lockstep.report.PythonFormat;
import dev.lockstep.train.EpochResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

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
  /**
   * A line of the table.
   *
   * @param values by column
   * @param seconds wall time
   */
  record Row(int epoch, List<String> values, String seconds) {}

  /** The set whose best epochs are ringed. */
  private static final String RINGED = SetScore.TEST;

  /** Draws a history, epoch 0 to the last. */
  static LearningCurves of(List<EpochResult> history) {
    List<EpochColumn> all = EpochColumn.all(history.get(0));
    List<String> headings =
        all.stream()
            .map(column -> capital(column.title()) + (isPercent(column.metric()) ? ", %" : ""))
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
    notes.add(ringed(history, columns));
    List<LineChart> charts = new ArrayList<>();
    for (Metric metric : Metric.ofEpochs(history.get(0).train())) {
      List<EpochColumn> sets = columns.stream().filter(c -> c.metric() == metric).toList();
      charts.add(chart(history, sets, notes));
    }
    return new LearningCurves(charts, List.copyOf(notes), headings, rows);
  }

  private static boolean isPercent(Metric metric) {
    return metric.format() == Metric.Format.PERCENT;
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
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
        best.add(
            "the %s %s, %s after epoch %d"
                .formatted(
                    column.metric().everyEpoch().orElseThrow().greaterIsBetter()
                        ? "highest"
                        : "lowest",
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
      List<EpochResult> history, List<EpochColumn> sets, List<String> notes) {
    Metric metric = sets.get(0).metric();
    String name = metric.everyEpoch().orElseThrow().name();
    double factor = isPercent(metric) ? 100 : 1;
    EpochResult last = history.get(history.size() - 1);
    List<LineChart.Series> series = new ArrayList<>();
    for (EpochColumn column : sets) {
      series.add(
          new LineChart.Series(
              capital(column.set()),
              column.set(),
              history.stream().map(result -> column.of(result) * factor).toList(),
              shown(column, last),
              column.set().equals(RINGED) ? best(history, column).epoch() : -1));
    }
    EpochColumn set = sets.get(sets.size() - 1);
    String description =
        "%s after each epoch, of the %s set: the %s set's goes from %s after epoch %d to %s after epoch %d. All values are in the table below."
            .formatted(
                capital(name),
                sets.stream().map(EpochColumn::set).collect(Collectors.joining(" and of the ")),
                set.set(),
                shown(set, history.get(0)),
                history.get(0).epoch(),
                shown(set, last),
                last.epoch());
    return LineChart.of(
        name,
        capital(name) + (isPercent(metric) ? ", %" : ", log scale"),
        description,
        isPercent(metric) ? linear(history, sets, series, notes) : log(series),
        series);
  }

  private static Axis log(List<LineChart.Series> series) {
    return Axis.Log.around(series.stream().flatMap(line -> line.values().stream()).toList());
  }

  /** Epoch 0 is left below the axis where it would press all others into a corner. */
  private static Axis linear(
      List<EpochResult> history,
      List<EpochColumn> sets,
      List<LineChart.Series> series,
      List<String> notes) {
    List<Double> all = new ArrayList<>();
    List<Double> trained = new ArrayList<>();
    for (LineChart.Series line : series) {
      all.addAll(line.values());
      trained.addAll(line.values().subList(1, line.values().size()));
    }
    double greatest = Collections.max(all);
    double untrained = Collections.min(series.stream().map(line -> line.values().get(0)).toList());
    double least = Collections.min(trained);
    if (greatest - untrained <= 2 * (greatest - least)) {
      return Axis.Linear.around(Math.min(least, untrained), greatest, 5);
    }
    notes.add(
        "Before training, below the %s axis: %s."
            .formatted(
                sets.get(0).metric().everyEpoch().orElseThrow().name(),
                sets.stream()
                    .map(set -> shown(set, history.get(0)) + " of the " + set.set() + " set")
                    .collect(Collectors.joining(", "))));
    return Axis.Linear.around(least, greatest, 5);
  }
}
