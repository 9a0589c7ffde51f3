package dev.lockstep.report.html;

import dev.lockstep.evaluate.Calibration;
import dev.lockstep.evaluate.Interval;
import dev.lockstep.report.PythonFormat;
import java.util.List;

/**
 * Whether the network is as often right as it says: for each bin a point at its mean confidence and
 * its accuracy, with Wilson's 95 % interval. On the diagonal it is neither too sure nor too modest.
 *
 * @param description the chart in words
 * @param error the expected calibration error, in percent
 * @param plot where it is drawn
 * @param points the bins that have rows
 * @param bins all bins, for the table
 */
record CalibrationChart(
    String description, String error, Plot plot, List<Point> points, List<Bin> bins) {
  /** Within the template's view box of 400 by 392. */
  private static final double LEFT = 52;

  private static final double TOP = 10;
  private static final double SIDE = 334;
  private static final Axis PERCENT = new Axis.Linear(0, 100, 20);

  /** The area of a point goes with the bin's share of the rows, within what can be seen. */
  private static final double LEAST_RADIUS = 3;

  private static final double MOST_RADIUS = 9;

  /**
   * A bin with rows, drawn.
   *
   * @param x its mean confidence
   * @param y its accuracy
   * @param radius of the point
   * @param low the lower end of the accuracy's interval
   * @param high the upper end
   * @param meaning the point in words
   */
  record Point(String x, String y, String radius, String low, String high, String meaning) {}

  /**
   * A line of the table.
   *
   * @param range of confidences, in percent
   * @param rows how many
   * @param confidence their mean, in percent
   * @param accuracy the share of right ones, in percent
   */
  record Bin(String range, String rows, String confidence, String accuracy) {}

  /**
   * Draws a calibration.
   *
   * @param calibration the bins
   * @return the chart
   */
  static CalibrationChart of(Calibration calibration) {
    Plot plot = new Plot(LEFT, TOP, SIDE, SIDE, PERCENT, PERCENT);
    String error = NumberFormats.percent(calibration.expectedError());
    long rows = calibration.bins().stream().mapToLong(Calibration.Bin::count).sum();
    List<Bin> bins = calibration.bins().stream().map(CalibrationChart::bin).toList();
    return new CalibrationChart(
        "For each of %d ranges of confidence, the share of rows that were right against the mean confidence. On the diagonal the two are equal; the expected calibration error is %s. All values are in the table."
            .formatted(bins.size(), error),
        error,
        plot,
        calibration.bins().stream()
            .filter(bin -> bin.count() > 0)
            .map(bin -> point(plot, bin, (double) bin.count() / rows))
            .toList(),
        bins);
  }

  private static Point point(Plot plot, Calibration.Bin bin, double share) {
    Interval interval = Interval.wilson(Math.round(bin.accuracy() * bin.count()), bin.count());
    return new Point(
        Plot.number(plot.x(bin.confidence() * 100)),
        Plot.number(plot.y(bin.accuracy() * 100)),
        Plot.number(Math.max(LEAST_RADIUS, MOST_RADIUS * Math.sqrt(share))),
        Plot.number(plot.y(interval.low() * 100)),
        Plot.number(plot.y(interval.high() * 100)),
        "%s: %s of them right"
            .formatted(
                NumberFormats.count(bin.count(), "row"), NumberFormats.percent(bin.accuracy())));
  }

  private static Bin bin(Calibration.Bin bin) {
    return new Bin(
        "%s–%s"
            .formatted(
                PythonFormat.fixed(bin.low() * 100, 0, 1),
                PythonFormat.fixed(bin.high() * 100, 0, 1)),
        NumberFormats.count(bin.count()),
        NumberFormats.percentage(bin.confidence()),
        NumberFormats.percentage(bin.accuracy()));
  }
}
