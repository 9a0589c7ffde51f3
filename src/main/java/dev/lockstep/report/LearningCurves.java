package dev.lockstep.report;

import dev.lockstep.network.Score;
import dev.lockstep.train.EpochResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

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
    int bestRate = best(history, result -> result.test().rate());
    int bestError = best(history, result -> -result.test().error());
    List<String> notes = new ArrayList<>();
    notes.add(
        "Ringed: the highest test accuracy, %s after epoch %d, and the lowest test error, %s after epoch %d."
            .formatted(
                Figures.percent(history.get(bestRate).test().rate()),
                history.get(bestRate).epoch(),
                Figures.error(history.get(bestError).test().error()),
                history.get(bestError).epoch()));
    List<LineChart> charts = List.of(rates(history, bestRate, notes), errors(history, bestError));
    return new LearningCurves(charts, List.copyOf(notes), rows);
  }

  private static Row row(EpochResult result) {
    return new Row(
        result.epoch(),
        Figures.percentage(result.train().rate()),
        Figures.percentage(result.test().rate()),
        Figures.error(result.train().error()),
        Figures.error(result.test().error()),
        PythonFormat.fixed(result.seconds(), 0, 3));
  }

  /** The first epoch at which something is greatest. */
  private static int best(List<EpochResult> history, ToDoubleFunction<EpochResult> goodness) {
    int best = 0;
    for (int i = 1; i < history.size(); i++) {
      if (goodness.applyAsDouble(history.get(i)) > goodness.applyAsDouble(history.get(best))) {
        best = i;
      }
    }
    return best;
  }

  /** Epoch 0 is left below the axis where it would press all others into a corner. */
  private static LineChart rates(List<EpochResult> history, int best, List<String> notes) {
    List<Double> train = values(history, score -> score.rate() * 100);
    List<Double> test = values(history, score -> score.rate() * 100, EpochResult::test);
    double greatest = Math.max(max(train), max(test));
    double untrained = Math.min(train.get(0), test.get(0));
    double least = Math.min(min(train.subList(1, train.size())), min(test.subList(1, test.size())));
    boolean left = greatest - untrained > 2 * (greatest - least);
    if (left) {
      notes.add(
          "Before training, below the accuracy axis: %s of the training set, %s of the test set."
              .formatted(
                  Figures.percent(history.get(0).train().rate()),
                  Figures.percent(history.get(0).test().rate())));
    }
    EpochResult last = history.get(history.size() - 1);
    return LineChart.of(
        "accuracy",
        "Accuracy, %",
        description("Accuracy", history, result -> Figures.percent(result.test().rate())),
        LinearScale.around(left ? least : Math.min(least, untrained), greatest, 5),
        List.of(
            new LineChart.Series("Train", "train", train, Figures.percent(last.train().rate()), -1),
            new LineChart.Series("Test", "test", test, Figures.percent(last.test().rate()), best)));
  }

  private static LineChart errors(List<EpochResult> history, int best) {
    List<Double> train = values(history, Score::error);
    List<Double> test = values(history, Score::error, EpochResult::test);
    List<Double> all = new ArrayList<>(train);
    all.addAll(test);
    EpochResult last = history.get(history.size() - 1);
    return LineChart.of(
        "error",
        "Error: cross-entropy, log scale",
        description("Error", history, result -> Figures.error(result.test().error())),
        LogScale.around(all),
        List.of(
            new LineChart.Series("Train", "train", train, Figures.error(last.train().error()), -1),
            new LineChart.Series("Test", "test", test, Figures.error(last.test().error()), best)));
  }

  private static String description(
      String what, List<EpochResult> history, Function<EpochResult, String> value) {
    return "%s after each epoch, of the training and of the test set: the test set's goes from %s after epoch %d to %s after epoch %d. All values are in the table below."
        .formatted(
            what,
            value.apply(history.get(0)),
            history.get(0).epoch(),
            value.apply(history.get(history.size() - 1)),
            history.get(history.size() - 1).epoch());
  }

  private static List<Double> values(List<EpochResult> history, ToDoubleFunction<Score> value) {
    return values(history, value, EpochResult::train);
  }

  private static List<Double> values(
      List<EpochResult> history,
      ToDoubleFunction<Score> value,
      Function<EpochResult, Score> which) {
    return history.stream().map(which).map(value::applyAsDouble).toList();
  }

  private static double min(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  private static double max(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }
}
