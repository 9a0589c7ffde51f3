package dev.lockstep.report.html;

import dev.lockstep.evaluate.Calibration;
import dev.lockstep.evaluate.Interval;
import dev.lockstep.report.PythonFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the network is as often right as it says: for each bin a point at its mean confidence and
 * its accuracy, with Wilson's 95 % interval unless rows have weights. On the diagonal it is neither
 * too sure nor too modest.
 *
 * @param error the expected calibration error, in percent
 * @param points the bins that have rows, drawn
 * @param bins all bins, for the table
 */
record CalibrationChart(String error, Plot plot, List<Point> points, List<Bin> bins) {
  /** Within the template's view box of 400 by 392. */
  private static final Plot PLOT =
      new Plot(52, 10, 334, 334, Axis.linear(0, 100), Axis.linear(0, 100));

  /** The area of a point goes with the bin's share of the rows, within what can be seen. */
  private static final double LEAST_RADIUS = 3;

  private static final double MOST_RADIUS = 9;

  /**
   * A bin, at its mean confidence and its accuracy.
   *
   * @param low the lower end of the accuracy's interval
   * @param high the upper end
   */
  record Point(Bin bin, String x, String y, String radius, String low, String high) {}

  /** A line of the table; the range is that of the confidences, in percent. */
  record Bin(String range, Calibration.Bin of) {
    String count() {
      return NumberFormats.count(of.count());
    }

    String rows() {
      return count() + NumberFormats.SPACE + (of.count() == 1 ? "row" : "rows");
    }
  }

  static CalibrationChart of(Calibration calibration, boolean isWeighted) {
    double rows = calibration.bins().stream().mapToDouble(Calibration.Bin::count).sum();
    List<Point> points = new ArrayList<>();
    List<Bin> bins = new ArrayList<>();
    for (Calibration.Bin each : calibration.bins()) {
      String from = PythonFormat.fixed(each.low() * 100, 0, 1);
      Bin bin = new Bin(from + "–" + PythonFormat.fixed(each.high() * 100, 0, 1), each);
      bins.add(bin);
      if (each.count() > 0) {
        Interval interval =
            isWeighted
                ? new Interval(each.accuracy(), each.accuracy())
                : Interval.wilson(
                    Math.round(each.accuracy() * each.count()), Math.round(each.count()));
        points.add(point(bin, each, each.count() / rows, interval));
      }
    }
    String error = NumberFormats.percent(calibration.expectedError());
    return new CalibrationChart(error, PLOT, points, bins);
  }

  private static Point point(Bin bin, Calibration.Bin of, double share, Interval interval) {
    return new Point(
        bin,
        PLOT.x(of.confidence() * 100),
        PLOT.y(of.accuracy() * 100),
        Plot.number(Math.max(LEAST_RADIUS, MOST_RADIUS * Math.sqrt(share))),
        PLOT.y(interval.low() * 100),
        PLOT.y(interval.high() * 100));
  }
}
