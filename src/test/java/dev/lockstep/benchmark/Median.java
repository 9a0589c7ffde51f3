package dev.lockstep.benchmark;

import java.util.List;

/**
 * The middle of a few measurements, and how far apart they are.
 *
 * @param value the median; of an even number the mean of the two in the middle
 * @param least the least measurement
 * @param most the greatest
 */
record Median(double value, double least, double most) {
  /** Of at least one measurement. */
  static Median of(List<Double> measurements) {
    double[] sorted = measurements.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int n = sorted.length;
    return new Median((sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[0], sorted[n - 1]);
  }

  /** The median alone. */
  String text(int digits) {
    return ("%." + digits + "f").formatted(value);
  }

  /** Median, and least to greatest. */
  String withSpread(int digits) {
    String number = "%." + digits + "f";
    return (number + " (" + number + " to " + number + ")").formatted(value, least, most);
  }
}
