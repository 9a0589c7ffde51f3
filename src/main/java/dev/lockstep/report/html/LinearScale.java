package dev.lockstep.report.html;

import dev.lockstep.report.PythonFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * Equal distances for equal differences.
 *
 * @param low the low end
 * @param high the high end, above it
 * @param step between two ticks: 1, 2 or 5 times a power of ten
 */
record LinearScale(double low, double high, double step) implements Scale {
  /**
   * A scale that holds two values and begins and ends at ticks.
   *
   * @param least the smaller value
   * @param greatest the greater value, or the same
   * @param about how many steps there should be; there may be one more
   * @return the scale
   */
  static LinearScale around(double least, double greatest, int about) {
    double span = greatest > least ? greatest - least : Math.max(1, Math.abs(least));
    double step = roundUp(span / about);
    double low = Math.floor(least / step) * step;
    double high = Math.ceil(greatest / step) * step;
    return new LinearScale(low, high > low ? high : low + step, step);
  }

  /**
   * A scale of whole numbers that ends where they end, though no tick may stand there.
   *
   * @param last the greatest, at least 1
   * @param about how many steps there should be
   * @return a scale from 0
   */
  static LinearScale upTo(int last, int about) {
    return new LinearScale(0, last, Math.max(1, roundUp((double) last / about)));
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
  public double place(double value) {
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
