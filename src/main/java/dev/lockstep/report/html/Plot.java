package dev.lockstep.report.html;

import dev.lockstep.report.PythonFormat;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * The rectangle of a chart in which its values lie, in the units of the SVG's view box, and the
 * axes along its sides. The y axis points up, SVG's down.
 *
 * @param across the axis of x
 * @param up the axis of y
 */
record Plot(int left, int top, int width, int height, Axis across, Axis up) {
  /**
   * A labelled line of the grid.
   *
   * @param at its x or y
   */
  record GridLine(String at, String label) {}

  int right() {
    return left + width;
  }

  int bottom() {
    return top + height;
  }

  /** A square within a view box of 410 by 412, with room for the axes and their names. */
  static Plot square(Axis across, Axis up) {
    return new Plot(62, 28, 334, 334, across, up);
  }

  /** What lies farther down is cut off; a line along the lower side is not. */
  int edge() {
    return bottom() + 3;
  }

  /** The x of a value. */
  String x(double value) {
    return number(left + across.at(value) * width);
  }

  /** The y of a value. */
  String y(double value) {
    return number(height(value));
  }

  /** The y of a value as a number. */
  double height(double value) {
    return top + (1 - up.at(value)) * height;
  }

  List<GridLine> xTicks() {
    return lines(across, this::x);
  }

  List<GridLine> yTicks() {
    return lines(up, this::y);
  }

  private static List<GridLine> lines(Axis axis, DoubleFunction<String> at) {
    return axis.ticks().stream()
        .map(tick -> new GridLine(at.apply(tick.doubleValue()), axis.label(tick)))
        .toList();
  }

  /** A coordinate as SVG has it, with one digit after the point. */
  static String number(double coordinate) {
    return PythonFormat.fixed(coordinate, 0, 1);
  }
}
