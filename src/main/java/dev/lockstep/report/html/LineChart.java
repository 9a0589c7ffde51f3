package dev.lockstep.report.html;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A line over the epochs for each set, each with its name and last value at its right end.
 *
 * @param id unlike any other in the page
 * @param lines in the order of the sets
 * @param kept where the epoch to mark stands, if there is one
 */
record LineChart(String id, String title, Plot plot, List<Line> lines, List<Mark> kept) {
  /** Within the template's view box of 480 by 290: ticks on the left, names on the right. */
  private static final int LEFT = 62;

  private static final int TOP = 14;
  private static final int WIDTH = 320;
  private static final int HEIGHT = 242;

  /** Lines of a name and a value do not touch. */
  private static final double LABEL_HEIGHT = 36;

  /** Above so many points they would hide the line. */
  private static final int MOST_DOTS = 12;

  /**
   * What a line is made from.
   *
   * @param name what stands at its end
   * @param css its class in the style sheet
   * @param values one an epoch, from epoch 0, at least two
   * @param first the first value as text
   * @param last the last
   * @param best the epoch to ring, or -1
   */
  record Series(
      String name, String css, List<Double> values, String first, String last, int best) {}

  /** A point to mark. */
  record Point(String x, String y) {}

  /**
   * An epoch to mark.
   *
   * @param anchor whether its word starts or ends there: inside the plot
   */
  record Mark(String x, String anchor) {}

  /**
   * A drawn line.
   *
   * @param path its {@code d}
   * @param dots points to fill
   * @param rings points to ring
   * @param labelY where the name stands
   */
  record Line(Series of, String path, List<Point> dots, List<Point> rings, String labelY) {}

  /** Draws the lines, with an axis of the values; marks an epoch unless it is 0. */
  static LineChart of(String id, String title, Axis up, List<Series> series, int kept) {
    int last = series.get(0).values().size() - 1;
    Plot plot = new Plot(LEFT, TOP, WIDTH, HEIGHT, Axis.upTo(last), up);
    double[] labels = apart(plot, series);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      lines.add(line(plot, series.get(i), labels[i]));
    }
    Mark mark = new Mark(plot.x(kept), kept > last / 2 ? "end" : "start");
    return new LineChart(id, title, plot, lines, kept == 0 ? List.of() : List.of(mark));
  }

  private static Line line(Plot plot, Series series, double labelY) {
    List<Point> points = new ArrayList<>();
    StringBuilder path = new StringBuilder("M");
    for (double value : series.values()) {
      Point point = new Point(plot.x(points.size()), plot.y(value));
      path.append(points.isEmpty() ? "" : "L").append(point.x).append(' ').append(point.y);
      points.add(point);
    }
    int last = points.size() - 1;
    return new Line(
        series,
        path.toString(),
        last <= MOST_DOTS ? points : List.of(points.get(last)),
        series.best() < 0 ? List.of() : List.of(points.get(series.best())),
        Plot.number(labelY));
  }

  /**
   * Where the names stand: at the lines' ends, moved apart as little as needed (isotonic
   * regression), and inside the plot's height.
   */
  private static double[] apart(Plot plot, List<Series> series) {
    double[] at =
        series.stream()
            .mapToDouble(line -> plot.height(line.values().get(line.values().size() - 1)))
            .toArray();
    int lines = at.length;
    Integer[] order = IntStream.range(0, lines).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> at[i]));
    double[] ends = new double[lines];
    Arrays.setAll(ends, i -> at[order[i]] - i * LABEL_HEIGHT);
    double low = plot.top() + LABEL_HEIGHT / 4;
    double high = plot.bottom() - LABEL_HEIGHT / 4 - (lines - 1) * LABEL_HEIGHT;
    for (int i = 0; i < lines; i++) {
      double place = low;
      for (int from = 0; from <= i; from++) {
        double least = high;
        for (int to = i + 1; to <= lines; to++) {
          least = Math.min(least, Arrays.stream(ends, from, to).average().orElseThrow());
        }
        place = Math.max(place, least);
      }
      at[order[i]] = place + i * LABEL_HEIGHT;
    }
    return at;
  }
}
