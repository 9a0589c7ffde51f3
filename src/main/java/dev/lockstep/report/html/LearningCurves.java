package dev.lockstep.report.html;

import dev.lockstep.network.Score;
import dev.lockstep.report.PythonFormat;
import dev.lockstep.train.EpochResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * How rates and errors went over the epochs: two charts and the table behind them.
 *
 * @param charts accuracy, then error; none where no epoch was trained
 * @param notes what the charts show, in sentences
 * @param epochs the table, a row an epoch
 */
record LearningCurves(List<LineChart> charts, List<String> notes, List<Row> epochs) {
  /**
   * A line of the table.
   *
   * @param epoch its number
   * @param trainRate in percent
   * @param testRate in percent
   * @param trainError in nats
   * @param testError in nats
   * @param seconds wall time
   */
  record Row(
      int epoch,
      String trainRate,
      String testRate,
      String trainError,
      String testError,
      String seconds) {}

  /**
   * Draws a history.
   *
   * @param history epoch 0 to the last
   * @return its curves
   */
  static LearningCurves of(List<EpochResult> history) {
    List<Row> rows = history.stream().map(LearningCurves::row).toList();
    if (history.size() == 1) {
      return new LearningCurves(
          List.of(), List.of("No epoch was trained: these are the initial weights."), rows);
    }
    List<String> notes = new ArrayList<>();
    List<Curve> sets = new ArrayList<>(List.of(new Curve("train", "training", EpochResult::train)));
    if (history.get(0).test().rows() > 0) {
      Curve test = new Curve("test", "test", EpochResult::test);
      sets.add(test);
      notes.add(ringed(history, test));
    } else {
      notes.add(
          "There was no test set: nothing here tells how it does on rows that are new to it.");
    }
    List<LineChart> charts = List.of(rates(history, sets, notes), errors(history, sets));
    return new LearningCurves(charts, List.copyOf(notes), rows);
  }

  /**
   * What is drawn as a line.
   *
   * @param css its class in the style sheet and, with a capital, its name
   * @param set which set it is of
   * @param of the set's score
   */
  private record Curve(String css, String set, Function<EpochResult, Score> of) {
    String name() {
      return Character.toUpperCase(css.charAt(0)) + css.substring(1);
    }

    List<Double> values(List<EpochResult> history, ToDoubleFunction<Score> value) {
      return history.stream().map(of).map(value::applyAsDouble).toList();
    }

    /** The first epoch at which something is greatest. */
    int best(List<EpochResult> history, ToDoubleFunction<Score> goodness) {
      List<Double> values = values(history, goodness);
      int best = 0;
      for (int i = 1; i < values.size(); i++) {
        best = values.get(i) > values.get(best) ? i : best;
      }
      return best;
    }

    /** The epoch to ring: of the test set alone. */
    int ringed(List<EpochResult> history, ToDoubleFunction<Score> goodness) {
      return css.equals("test") ? best(history, goodness) : -1;
    }
  }

  private static String ringed(List<EpochResult> history, Curve test) {
    EpochResult bestRate = history.get(test.best(history, Score::accuracy));
    EpochResult bestError = history.get(test.best(history, score -> -score.meanLoss()));
    return "Ringed: the highest test accuracy, %s after epoch %d, and the lowest test loss, %s after epoch %d."
        .formatted(
            NumberFormats.percent(bestRate.test().accuracy()),
            bestRate.epoch(),
            NumberFormats.error(bestError.test().meanLoss()),
            bestError.epoch());
  }

  private static Row row(EpochResult result) {
    return new Row(
        result.epoch(),
        NumberFormats.percentage(result.train().accuracy()),
        NumberFormats.percentage(result.test().accuracy()),
        NumberFormats.error(result.train().meanLoss()),
        result.test().rows() == 0 ? "–" : NumberFormats.error(result.test().meanLoss()),
        PythonFormat.fixed(result.seconds(), 0, 3));
  }

  /** Epoch 0 is left below the axis where it would press all others into a corner. */
  private static LineChart rates(List<EpochResult> history, List<Curve> sets, List<String> notes) {
    List<List<Double>> values =
        sets.stream().map(set -> set.values(history, score -> score.accuracy() * 100)).toList();
    double greatest = values.stream().mapToDouble(Collections::max).max().orElseThrow();
    double untrained = values.stream().mapToDouble(rates -> rates.get(0)).min().orElseThrow();
    double least =
        values.stream()
            .mapToDouble(rates -> Collections.min(rates.subList(1, rates.size())))
            .min()
            .orElseThrow();
    boolean left = greatest - untrained > 2 * (greatest - least);
    if (left) {
      notes.add(
          "Before training, below the accuracy axis: %s."
              .formatted(
                  sets.stream()
                      .map(
                          set ->
                              "%s of the %s set"
                                  .formatted(
                                      NumberFormats.percent(
                                          set.of.apply(history.get(0)).accuracy()),
                                      set.set))
                      .collect(Collectors.joining(", "))));
    }
    EpochResult last = history.get(history.size() - 1);
    List<LineChart.Series> series = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      Curve set = sets.get(i);
      String end = NumberFormats.percent(set.of.apply(last).accuracy());
      int best = set.ringed(history, Score::accuracy);
      series.add(new LineChart.Series(set.name(), set.css, values.get(i), end, best));
    }
    return LineChart.of(
        "accuracy",
        "Accuracy, %",
        description("Accuracy", history, sets, score -> NumberFormats.percent(score.accuracy())),
        LinearScale.around(left ? least : Math.min(least, untrained), greatest, 5),
        series);
  }

  private static LineChart errors(List<EpochResult> history, List<Curve> sets) {
    List<Double> all = new ArrayList<>();
    EpochResult last = history.get(history.size() - 1);
    List<LineChart.Series> series = new ArrayList<>();
    for (Curve set : sets) {
      List<Double> values = set.values(history, Score::meanLoss);
      all.addAll(values);
      String end = NumberFormats.error(set.of.apply(last).meanLoss());
      int best = set.ringed(history, score -> -score.meanLoss());
      series.add(new LineChart.Series(set.name(), set.css, values, end, best));
    }
    return LineChart.of(
        "loss",
        "Loss: cross-entropy, log scale",
        description("Loss", history, sets, score -> NumberFormats.error(score.meanLoss())),
        LogScale.around(all),
        series);
  }

  private static String description(
      String what, List<EpochResult> history, List<Curve> sets, Function<Score, String> value) {
    EpochResult last = history.get(history.size() - 1);
    Curve set = sets.get(sets.size() - 1);
    return "%s after each epoch, of the %s set: the %s set's goes from %s after epoch %d to %s after epoch %d. All values are in the table below."
        .formatted(
            what,
            sets.stream().map(Curve::set).collect(Collectors.joining(" and of the ")),
            set.set,
            value.apply(set.of.apply(history.get(0))),
            history.get(0).epoch(),
            value.apply(set.of.apply(last)),
            last.epoch());
  }
}
