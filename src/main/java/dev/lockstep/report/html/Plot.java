package dev.lockstep.report.html;

import dev.lockstep.report.PythonFormat;
import java.util.List;

/**
 * The rectangle of a chart in which its values lie, in the units of the SVG's view box, and the
 * axes along its sides. The y axis points up, SVG's down.
 *
 * @param left the left side
 * @param top the upper side
 * @param width to the right side
 * @param height to the lower side
 * @param across the axis of x
 * @param up the axis of y
 */
record Plot(double left, double top, double width, double height, Axis across, Axis up) {
  /**
   * A labelled line of the grid.
   *
   * @param at its x or y
   */
  record GridLine(String at, String label) {}

  /** What lies farther down is cut off; a line along the lower side is not. */
  String edge() {
    return number(bottom() + 3);
  }

  double x(double value) {
    return left + across.at(value) * width;
  }

  double y(double value) {
    return top + (1 - up.at(value)) * height;
  }

  double right() {
    return left + width;
  }

  double bottom() {
    return top + height;
  }

  List<GridLine> xTicks() {
    return across.ticks().stream()
        .map(tick -> new GridLine(number(x(tick.value())), tick.label()))
        .toList();
  }

  List<GridLine> yTicks() {
    return up.ticks().stream()
        .map(tick -> new GridLine(number(y(tick.value())), tick.label()))
        .toList();
  }

  /** A coordinate as SVG has it, with one digit after the point. */
  static String number(double coordinate) {
    return PythonFormat.fixed(coordinate, 0, 1);
  }
}
