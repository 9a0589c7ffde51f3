package dev.lockstep.report.html;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How values lie along an axis of a chart.
 *
 * @param low the low end
 * @param high the high end, above it
 * @param isLog whether equal distances stand for equal ratios, not for equal differences
 * @param ticks the round numbers between the ends, low to high, at least one
 */
record Axis(double low, double high, boolean isLog, List<BigDecimal> ticks) {
  /** About how many steps lie between the ticks of a linear axis. */
  private static final int STEPS = 5;

  /** Longer labels, but for the sign, do not fit beside a chart. */
  private static final int MOST_LETTERS = 6;

  /** A linear axis that holds two values and begins and ends at ticks. */
  static Axis linear(double least, double greatest) {
    double span = greatest > least ? greatest - least : Math.max(1, Math.abs(least));
    BigDecimal step = roundUp(span / STEPS);
    int first = (int) Math.floor(least / step.doubleValue());
    int last = Math.max(first + 1, (int) Math.ceil(greatest / step.doubleValue()));
    return new Axis(
        first * step.doubleValue(), last * step.doubleValue(), false, multiples(step, first, last));
  }

  /** A linear axis of whole numbers from 0 that ends with the last, though no tick may be there. */
  static Axis upTo(int last) {
    BigDecimal step = roundUp(Math.max(1, (double) last / STEPS));
    return new Axis(0, last, false, multiples(step, 0, last / step.intValue()));
  }

  /** A linear axis from one value to a greater one, though no tick may be there. */
  static Axis between(double low, double high) {
    BigDecimal step = roundUp((high - low) / STEPS);
    int first = (int) Math.ceil(low / step.doubleValue());
    int last = (int) Math.floor(high / step.doubleValue());
    return new Axis(low, high, false, multiples(step, first, last));
  }

  private static List<BigDecimal> multiples(BigDecimal step, int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(i -> step.multiply(BigDecimal.valueOf(i)))
        .toList();
  }

  /**
   * A logarithmic axis that holds the positive ones of some values, from one round number to
   * another; from 0.1 to 1 where none is positive. What is not lies at its low end. Its ticks are
   * powers of ten, seven at most; over less than two decades 1, 2 and 5 times them.
   */
  static Axis log(List<Double> values) {
    DoubleSummaryStatistics positive =
        values.stream()
            .mapToDouble(Double::doubleValue)
            .filter(value -> value > 0 && Double.isFinite(value))
            .summaryStatistics();
    boolean none = positive.getCount() == 0;
    BigDecimal low = BigDecimal.ONE.divide(roundUp(1 / (none ? 0.1 : positive.getMin())));
    BigDecimal high = roundUp(Math.max(none ? 1 : positive.getMax(), 2 * low.doubleValue()));
    int decades = exponent(high) - exponent(low);
    List<BigDecimal> ticks = new ArrayList<>();
    for (BigDecimal n = low; n.compareTo(high) <= 0; n = roundUp(1.5 * n.doubleValue())) {
      boolean isPower = n.compareTo(BigDecimal.ONE.scaleByPowerOfTen(exponent(n))) == 0;
      if (decades < 2 || (isPower && exponent(n) % (1 + decades / 7) == 0)) {
        ticks.add(n);
      }
    }
    return new Axis(low.doubleValue(), high.doubleValue(), true, ticks);
  }

  /** The least of 1, 2, 5 times a power of ten that is not below a positive number. */
  private static BigDecimal roundUp(double number) {
    int power = (int) Math.floor(Math.log10(number));
    return IntStream.of(1, 2, 5, 10)
        .mapToObj(digit -> BigDecimal.valueOf(digit, -power).stripTrailingZeros())
        .filter(round -> round.doubleValue() * (1 + 1e-9) >= number)
        .findFirst()
        .orElseThrow();
  }

  private static int exponent(BigDecimal number) {
    return number.precision() - number.scale() - 1;
  }

  /** Where a value lies: 0 at the low end, 1 at the high end, outside of both beyond them. */
  double at(double value) {
    if (isLog) {
      return value <= 0 ? 0 : Math.log(value / low) / Math.log(high / low);
    }
    return (value - low) / (high - low);
  }

  /** A tick as a reader wants it: {@code 0.0001}, {@code 97.50}, {@code 1e-5}. */
  String label(BigDecimal tick) {
    String text = tick.toPlainString();
    int power = exponent(tick);
    if ((isLog && Math.abs(power) > 4) || tick.abs().toPlainString().length() > MOST_LETTERS) {
      BigDecimal digits = tick.scaleByPowerOfTen(-power).stripTrailingZeros();
      return tick.signum() == 0 ? "0" : digits.toPlainString() + "e" + power;
    }
    return text;
  }
}
