package dev.lockstep.report.html;

import java.util.ArrayList;
import java.util.List;

/**
 * One or two lines over the epochs, train and test, each with its name and last value at its right
 * end.
 *
 * @param id unlike any other in the page
 * @param title what is drawn
 * @param description the chart in words
 * @param plot where it is drawn
 * @param lines train, then test if there is one
 */
record LineChart(String id, String title, String description, Plot plot, List<Line> lines) {
  /** The template's view box, with room for ticks on the left and names on the right. */
  private static final double WIDTH = 480;

  private static final double HEIGHT = 290;

  private static final double LEFT = 62;
  private static final double RIGHT = 98;
  private static final double TOP = 14;
  private static final double BOTTOM = 34;

  /** Two lines of a name and a value do not touch. */
  private static final double LABEL_HEIGHT = 36;

  /** Above so many points they would hide the line. */
  private static final int MOST_DOTS = 12;

  /**
   * What a line is made from.
   *
   * @param name what stands at its end
   * @param css its class in the style sheet
   * @param values one an epoch, from epoch 0
   * @param last the last value as text
   * @param best the epoch to ring, or -1
   */
  record Series(String name, String css, List<Double> values, String last, int best) {}

  /**
   * A point to mark.
   *
   * @param x its x
   * @param y its y
   */
  record Point(String x, String y) {}

  /**
   * A drawn line.
   *
   * @param name what stands at its end
   * @param css its class in the style sheet
   * @param last the last value as text
   * @param path its {@code d}
   * @param dots points to fill
   * @param rings points to ring
   * @param labelY where the name stands
   */
  record Line(
      String name,
      String css,
      String last,
      String path,
      List<Point> dots,
      List<Point> rings,
      String labelY) {}

  /**
   * Draws the lines.
   *
   * @param id unlike any other in the page
   * @param title what is drawn
   * @param description the chart in words
   * @param up the axis of the values
   * @param series train, then test if there is one, of two values or more
   * @return the chart
   */
  static LineChart of(String id, String title, String description, Axis up, List<Series> series) {
    int last = series.get(0).values().size() - 1;
    Plot plot =
        new Plot(
            LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM, Axis.Linear.upTo(last, 5), up);
    double[] labels = apart(plot, series);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      lines.add(line(plot, series.get(i), labels[i]));
    }
    return new LineChart(id, title, description, plot, List.copyOf(lines));
  }

  private static Line line(Plot plot, Series series, double labelY) {
    StringBuilder path = new StringBuilder();
    List<Point> dots = new ArrayList<>();
    int last = series.values().size() - 1;
    for (int epoch = 0; epoch <= last; epoch++) {
      Point point = point(plot, epoch, series.values().get(epoch));
      path.append(epoch == 0 ? "M" : "L").append(point.x()).append(' ').append(point.y());
      if (last <= MOST_DOTS || epoch == last) {
        dots.add(point);
      }
    }
    List<Point> rings =
        series.best() < 0
            ? List.of()
            : List.of(point(plot, series.best(), series.values().get(series.best())));
    return new Line(
        series.name(),
        series.css(),
        series.last(),
        path.toString(),
        dots,
        rings,
        Plot.number(labelY));
  }

  private static Point point(Plot plot, int epoch, double value) {
    return new Point(Plot.number(plot.x(epoch)), Plot.number(plot.y(value)));
  }

  /** Where the names stand: at the lines' ends, moved apart, inside the plot's height. */
  private static double[] apart(Plot plot, List<Series> series) {
    double[] ends = new double[series.size()];
    for (int i = 0; i < ends.length; i++) {
      List<Double> values = series.get(i).values();
      ends[i] = plot.y(values.get(values.size() - 1));
    }
    if (ends.length == 1) {
      return ends;
    }
    int upper = ends[0] <= ends[1] ? 0 : 1;
    double middle = (ends[0] + ends[1]) / 2;
    double half = Math.max(LABEL_HEIGHT, Math.abs(ends[0] - ends[1])) / 2;
    middle = Math.max(middle, plot.top() + half + LABEL_HEIGHT / 4);
    middle = Math.min(middle, plot.bottom() - half - LABEL_HEIGHT / 4);
    ends[upper] = middle - half;
    ends[1 - upper] = middle + half;
    return ends;
  }
}
