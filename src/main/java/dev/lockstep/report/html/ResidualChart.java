package dev.lockstep.report.html;

import dev.lockstep.evaluate.number.TargetScore;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Residuals by tenths of the rows, the lowest predictions first: for each tenth a point at the mean
 * and a bar of one standard deviation to either side.
 *
 * @param id unlike any other in the page
 * @param zero the y of no residual
 * @param points drawn
 * @param quantiles of all residuals
 */
record ResidualChart(
    String id,
    String target,
    Plot plot,
    String zero,
    List<Point> points,
    List<Quantile> quantiles) {

  private static final Axis TENTHS =
      new Axis(
          0.5, 10.5, false, IntStream.rangeClosed(1, 10).mapToObj(BigDecimal::valueOf).toList());

  /** A tenth of the rows, from the top of its bar to its foot. */
  record Point(TargetScore.Decile of, String x, String y, String top, String foot) {
    private static Point of(Plot plot, TargetScore.Decile of) {
      return new Point(
          of,
          plot.x(of.decile()),
          plot.y(of.residual()),
          plot.y(of.residual() + deviation(of)),
          plot.y(of.residual() - deviation(of)));
    }

    String predicted() {
      return NumberFormats.number(of.predicted());
    }

    String truth() {
      return NumberFormats.number(of.truth());
    }

    String residual() {
      return NumberFormats.number(of.residual());
    }

    String rmse() {
      return NumberFormats.number(of.rmse());
    }
  }

  /** What so many percent of the residuals are not above. */
  record Quantile(String percent, String value) {
    private static Quantile of(TargetScore.Quantile of) {
      return new Quantile(NumberFormats.number(of.percent()), NumberFormats.number(of.value()));
    }
  }

  private static double deviation(TargetScore.Decile of) {
    return Math.sqrt(Math.max(0, of.rmse() * of.rmse() - of.residual() * of.residual()));
  }

  static ResidualChart of(int number, TargetScore score) {
    double[] ends =
        score.deciles().stream()
            .flatMapToDouble(
                of -> DoubleStream.of(of.residual() - deviation(of), of.residual() + deviation(of)))
            .filter(Double::isFinite)
            .toArray();
    double least = Math.min(0, DoubleStream.of(ends).min().orElse(0));
    double greatest = Math.max(0, DoubleStream.of(ends).max().orElse(0));
    Plot plot = Plot.square(TENTHS, Axis.linear(least, greatest));
    return new ResidualChart(
        "residuals-" + number,
        score.target(),
        plot,
        plot.y(0),
        score.deciles().stream().map(of -> Point.of(plot, of)).toList(),
        score.residualQuantiles().stream().map(Quantile::of).toList());
  }

  /** What the axis of x is. */
  String across() {
    return "tenth of the rows, by prediction";
  }

  /** What the other is. */
  String up() {
    return "residual";
  }
}
