package dev.lockstep.report.html;

import dev.lockstep.network.Phase;
import dev.lockstep.network.TimeReport;
import dev.lockstep.report.PythonFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where a run's wall time went.
 *
 * @param total all of it, as text
 * @param longest the seconds of the longest part
 * @param parts in the order in which a step has them
 */
record TimeSplit(String total, String longest, List<Part> parts) {
  /**
   * A part of the time.
   *
   * @param name the phase, as {@code run.json} has it
   * @param meaning what was done
   * @param seconds how long, to the millisecond
   * @param share of the whole, in percent
   */
  record Part(String name, String meaning, String seconds, String share) {}

  /**
   * Splits the time.
   *
   * @param times by phase
   * @param seconds of the whole command; what is in no phase is its start and end
   */
  static TimeSplit of(TimeReport times, double seconds) {
    double whole = Math.max(seconds, times.total() / 1e9);
    double longest = whole - times.total() / 1e9;
    List<Part> parts = new ArrayList<>();
    parts.add(part("start and end", "starting Spark, reading the data", longest, whole));
    for (Phase phase : Phase.values()) {
      double part = times.nanos(phase) / 1e9;
      parts.add(part(phase.name().toLowerCase(Locale.ROOT), meaning(phase), part, whole));
      longest = Math.max(longest, part);
    }
    return new TimeSplit(NumberFormats.duration(seconds), milliseconds(longest), parts);
  }

  private static Part part(String name, String meaning, double seconds, double whole) {
    String share = PythonFormat.fixed(whole > 0 ? seconds / whole * 100 : 0, 0, 1);
    return new Part(name, meaning, milliseconds(seconds), share);
  }

  private static String milliseconds(double seconds) {
    return PythonFormat.fixed(Math.round(seconds * 1000) / 1000.0, 0, 3);
  }

  private static String meaning(Phase phase) {
    return switch (phase) {
      case WAIT -> "for Spark's scheduling and for other tasks";
      case EXCHANGE -> "parameters out, gradients in";
      case UNPACK -> "packed rows to doubles";
      case FORWARD -> "from x to y";
      case BACKWARD -> "from y to dW and db";
      case SUM -> "a task's own blocks";
      case UPDATE -> "from dW and db to W and b";
      case EVALUATE -> "scoring all data sets";
    };
  }
}
