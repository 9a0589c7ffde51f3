package dev.lockstep.report.html;

import dev.lockstep.report.PythonFormat;
import java.util.ArrayList;
import java.util.List;

/** How values lie along an axis of a chart, and where its round numbers are. */
interface Axis {
  /**
   * A labelled round number.
   *
   * @param label the value as a reader wants it
   */
  record Tick(double value, String label) {}

  /** Where a value lies: 0 at the low end, 1 at the high end, outside of both beyond them. */
  double at(double value);

  /** The round numbers between the ends, low to high, at least one. */
  List<Tick> ticks();

  /**
   * Equal distances for equal differences.
   *
   * @param low the low end
   * @param high the high end, above it
   * @param step between two ticks: 1, 2 or 5 times a power of ten
   */
  record Linear(double low, double high, double step) implements Axis {
    /**
     * Holds two values and begins and ends at ticks.
     *
     * @param greatest not below {@code least}
     * @param about how many steps there should be; there may be one more
     */
    static Linear around(double least, double greatest, int about) {
      double span = greatest > least ? greatest - least : Math.max(1, Math.abs(least));
      double step = roundUp(span / about);
      double low = Math.floor(least / step) * step;
      double high = Math.ceil(greatest / step) * step;
      return new Linear(low, high > low ? high : low + step, step);
    }

    /**
     * Holds whole numbers from 0 and ends where they end, though no tick may be there.
     *
     * @param last the greatest, at least 1
     */
    static Linear upTo(int last, int about) {
      return new Linear(0, last, Math.max(1, roundUp((double) last / about)));
    }

    /** The least of 1, 2, 5 times a power of ten that is not below a positive number. */
    private static double roundUp(double number) {
      double power = Math.pow(10, Math.floor(Math.log10(number)));
      for (int digit : new int[] {1, 2, 5}) {
        if (number <= digit * power * (1 + 1e-9)) {
          return digit * power;
        }
      }
      return 10 * power;
    }

    @Override
    public double at(double value) {
      return (value - low) / (high - low);
    }

    @Override
    public List<Tick> ticks() {
      int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
      List<Tick> ticks = new ArrayList<>();
      long last = (long) Math.floor(high / step + 1e-9);
      for (long i = (long) Math.ceil(low / step - 1e-9); i <= last; i++) {
        ticks.add(new Tick(i * step, PythonFormat.fixed(i * step, 0, decimals)));
      }
      return ticks;
    }
  }

  /**
   * Equal distances for equal ratios, from one of 1, 2, 5 times a power of ten to another. A zero
   * among the values has the low end for itself, a little apart.
   *
   * @param low the least positive number it shows
   * @param high the greatest
   * @param zero whether 0 is shown
   */
  record Log(double low, double high, boolean zero) implements Axis {
    /** The share of the axis between 0 and the least positive number. */
    private static final double ZERO_GAP = 0.1;

    /**
     * Holds all values; from 0.1 to 1 where none is positive.
     *
     * @param values not negative; those that are not finite are ignored
     */
    static Log around(List<Double> values) {
      boolean zero = values.stream().anyMatch(value -> value == 0);
      double[] positive =
          values.stream()
              .mapToDouble(Double::doubleValue)
              .filter(value -> value > 0 && Double.isFinite(value))
              .sorted()
              .toArray();
      if (positive.length == 0) {
        return new Log(0.1, 1, zero);
      }
      double least = positive[0];
      double greatest = positive[positive.length - 1];
      double low = Double.MIN_NORMAL;
      double high = Double.MAX_VALUE;
      for (double round : roundNumbers(least, greatest)) {
        low = round <= least * (1 + 1e-9) ? Math.max(low, round) : low;
        high = round >= greatest * (1 - 1e-9) ? Math.min(high, round) : high;
      }
      return new Log(low, high > low ? high : 2 * low, zero);
    }

    /** 1, 2, 5 times the powers of ten from below one number to above the other. */
    private static List<Double> roundNumbers(double least, double greatest) {
      List<Double> numbers = new ArrayList<>();
      int last = exponent(greatest) + 1;
      for (int power = exponent(least) - 1; power <= last; power++) {
        for (int digit : new int[] {1, 2, 5}) {
          numbers.add(Double.parseDouble(digit + "e" + power));
        }
      }
      return numbers;
    }

    private static int exponent(double number) {
      return (int) Math.floor(Math.log10(number) + 1e-9);
    }

    @Override
    public double at(double value) {
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
        int power = exponent(round);
        boolean isPower = Math.round(round / Math.pow(10, power)) == 1;
        boolean wanted = isPower ? Math.floorMod(power, every) == 0 : decades < 2;
        if (wanted && round >= low * (1 - 1e-9) && round <= high * (1 + 1e-9)) {
          ticks.add(new Tick(round, label(round, power)));
        }
      }
      return ticks;
    }

    private static String label(double round, int power) {
      return power < -4 || power > 4
          ? Math.round(round / Math.pow(10, power)) + "e" + power
          : PythonFormat.fixed(round, 0, Math.max(0, -power));
    }
  }
}
