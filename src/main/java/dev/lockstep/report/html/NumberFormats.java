package dev.lockstep.report.html;

import dev.lockstep.evaluate.Metric;
import dev.lockstep.report.PythonFormat;
import java.util.Locale;

/**
 * Numbers as the page shows them, with the digits of the tables on the terminal; a dash for NaN. A
 * space between a number and its unit does not break.
 */
final class NumberFormats {
  static final char SPACE = '\u00a0';

  private NumberFormats() {}

  /** A value of the template: a double is a share, in percent; a long counts something. */
  static String shown(Object value) {
    return value instanceof Double share
        ? percentage(share)
        : value instanceof Long number ? count(number) : String.valueOf(value);
  }

  /** A metric's value with its unit. */
  static String value(Metric metric, double value) {
    return metric.format() == Metric.Format.PERCENT ? percent(value) : decimal(value);
  }

  /** The same without the unit, for columns that name it. */
  static String cell(Metric metric, double value) {
    return metric.format() == Metric.Format.PERCENT ? percentage(value) : decimal(value);
  }

  /** A share as a percentage with two decimals: {@code 98.10 %}. */
  static String percent(double share) {
    return percentage(share) + SPACE + '%';
  }

  private static String percentage(double share) {
    return Double.isNaN(share) ? "–" : PythonFormat.fixed(share * 100, 0, 2);
  }

  /** Five decimals. */
  static String decimal(double number) {
    return Double.isNaN(number) ? "–" : PythonFormat.fixed(number, 0, 5);
  }

  /** Rows, or what they weigh together: {@code 60,000}, {@code 1,234.56789}. */
  static String count(double number) {
    String text = PythonFormat.count(number);
    int point = text.indexOf('.');
    return count((long) number) + (point < 0 ? "" : text.substring(point));
  }

  /** {@code 60,000}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1 row}, {@code 60,000 rows}. */
  static String count(long number, String thing) {
    return count(number) + SPACE + thing + (number == 1 ? "" : "s");
  }

  /** {@code 22.1 s}, {@code 12 min 5 s} or {@code 3 h 20 min}. */
  static String duration(double seconds) {
    if (seconds < 120) {
      return PythonFormat.fixed(seconds, 0, 1) + SPACE + 's';
    }
    long whole = Math.round(seconds);
    return whole < 7200
        ? "%d%cmin %d%cs".formatted(whole / 60, SPACE, whole % 60, SPACE)
        : "%d%ch %d%cmin".formatted(whole / 3600, SPACE, whole % 3600 / 60, SPACE);
  }
}
