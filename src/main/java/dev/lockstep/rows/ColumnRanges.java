package dev.lockstep.rows;

import java.util.Arrays;

/** The least and the greatest number of some columns. */
final class ColumnRanges implements ColumnSummary {
  private static final long serialVersionUID = 1L;

  private final double[] least;
  private final double[] greatest;

  /** How many numbers are not zero. */
  private final long[] others;

  ColumnRanges(int columns) {
    least = new double[columns];
    greatest = new double[columns];
    others = new long[columns];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
  }

  @Override
  public void add(int column, double x) {
    least[column] = Math.min(least[column], x);
    greatest[column] = Math.max(greatest[column], x);
    others[column]++;
  }

  @Override
  public void addRow(double[] numbers, int start) {
    for (int column = 0; column < least.length; column++) {
      double x = numbers[start + column];
      if (x != 0) {
        add(column, x);
      }
    }
  }

  @Override
  public ColumnSummary merge(ColumnSummary other) {
    ColumnRanges that = (ColumnRanges) other;
    for (int j = 0; j < least.length; j++) {
      least[j] = Math.min(least[j], that.least[j]);
      greatest[j] = Math.max(greatest[j], that.greatest[j]);
      others[j] += that.others[j];
    }
    return this;
  }

  @Override
  public double[][] finish(long rows) {
    double[] offsets = new double[least.length];
    double[] divisors = new double[least.length];
    for (int j = 0; j < least.length; j++) {
      boolean zero = others[j] < rows;
      double min = zero ? Math.min(0, least[j]) : least[j];
      double max = zero ? Math.max(0, greatest[j]) : greatest[j];
      offsets[j] = min;
      divisors[j] = max - min;
    }
    return new double[][] {offsets, divisors};
  }
}
