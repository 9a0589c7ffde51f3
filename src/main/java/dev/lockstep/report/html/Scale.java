package dev.lockstep.report.html;

import java.util.List;

/** How values lie along an axis, and where its round numbers are. */
interface Scale {
  /**
   * Where a value lies.
   *
   * @param value any finite number
   * @return 0 at the low end, 1 at the high end; outside of both beyond them
   */
  double place(double value);

  /**
   * The round numbers between the ends.
   *
   * @return low to high, at least one
   */
  List<Tick> ticks();
}
