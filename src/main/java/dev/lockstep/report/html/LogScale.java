package dev.lockstep.report.html;

import dev.lockstep.report.PythonFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * Equal distances for equal ratios, from one of 1, 2, 5 times a power of ten to another. Where a
 * zero is among the values, it has the low end for itself, a little apart.
 *
 * @param low the least positive number it shows
 * @param high the greatest
 * @param zero whether 0 has a place
 */
record LogScale(double low, double high, boolean zero) implements Scale {
  /** The share of the axis between 0 and the least positive number. */
  private static final double ZERO_GAP = 0.1;

  private static final int[] DIGITS = {1, 2, 5};

  /**
   * A scale that holds all values.
   *
   * @param values not negative; those that are not finite are passed over
   * @return the scale; from 0.1 to 1 where no value is positive
   */
  static LogScale around(List<Double> values) {
    boolean zero = false;
    double least = Double.POSITIVE_INFINITY;
    double greatest = 0;
    for (double value : values) {
      if (value > 0 && Double.isFinite(value)) {
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
      zero |= value == 0;
    }
    if (greatest == 0) {
      return new LogScale(0.1, 1, zero);
    }
    double low = Double.MIN_NORMAL;
    double high = Double.MAX_VALUE;
    for (double round : roundNumbers(least, greatest)) {
      low = round <= least * (1 + 1e-9) ? Math.max(low, round) : low;
      high = round >= greatest * (1 - 1e-9) ? Math.min(high, round) : high;
    }
    return new LogScale(low, high > low ? high : 2 * low, zero);
  }

  /** 1, 2, 5 times the powers of ten from below one number to above the other. */
  private static List<Double> roundNumbers(double least, double greatest) {
    List<Double> numbers = new ArrayList<>();
    int last = exponent(greatest) + 1;
    for (int power = exponent(least) - 1; power <= last; power++) {
      for (int digit : DIGITS) {
        numbers.add(Double.parseDouble(digit + "e" + power));
      }
    }
    return numbers;
  }

  private static int exponent(double number) {
    return (int) Math.floor(Math.log10(number));
  }

  @Override
  public double place(double value) {
    double start = zero ? ZERO_GAP : 0;
    return value <= 0 ? 0 : start + (1 - start) * Math.log(value / low) / Math.log(high / low);
  }

  /** Powers of ten, seven at most; over less than two decades 1, 2 and 5 times them. */
  @Override
  public List<Tick> ticks() {
    List<Tick> ticks = new ArrayList<>();
    if (zero) {
      ticks.add(new Tick(0, "0"));
    }
    int decades = exponent(high) - exponent(low);
    int every = 1 + decades / 7;
    for (double round : roundNumbers(low, high)) {
      boolean power = Math.abs(Math.log10(round) - Math.rint(Math.log10(round))) < 1e-9;
      boolean wanted = power ? Math.floorMod(exponentOfPower(round), every) == 0 : decades < 2;
      if (wanted && round >= low * (1 - 1e-9) && round <= high * (1 + 1e-9)) {
        ticks.add(new Tick(round, label(round)));
      }
    }
    return ticks;
  }

  private static int exponentOfPower(double power) {
    return (int) Math.rint(Math.log10(power));
  }

  private static String label(double round) {
    int power = (int) Math.floor(Math.log10(round) + 1e-9);
    return power < -4 || power > 4
        ? Math.round(round / Math.pow(10, power)) + "e" + power
        : PythonFormat.fixed(round, 0, Math.max(0, -power));
  }
}
