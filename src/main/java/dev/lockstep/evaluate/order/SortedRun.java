package dev.lockstep.evaluate.order;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Distinct values in ascending order, each with the weights of the rows that have it: exact sums,
 * so that it does not matter in which order rows come and runs are merged. Rows without weight are
 * left out. Immutable.
 */
public final class SortedRun implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of each value: negative high, negative low, positive high, positive low. */
  private static final int SUMS = 4;

  private final double[] values;
  private final long[] sums;

  private SortedRun(double[] values, long[] sums) {
    this.values = values;
    this.sums = sums;
  }

  /** Of some rows. */
  static SortedRun of(List<ScoredRows> groups, RankedValue column, WeightUnit unit) {
    int all = groups.stream().mapToInt(ScoredRows::rows).sum();
    double[] values = new double[all];
    long[] sums = new long[all * SUMS];
    int count = 0;
    for (ScoredRows group : groups) {
      for (int row = 0; row < group.rows(); row++) {
        long units = unit.units(group.weight(row));
        if (units > 0) {
          values[count] = column.of(group, row) + 0.0; // -0.0 and 0.0 are one value
          int at = count * SUMS + (column.isPositive(group, row) ? 2 : 0);
          sums[at] = WeightUnit.high(units);
          sums[at + 1] = WeightUnit.low(units);
          count++;
        }
      }
    }
    return sorted(values, sums, count);
  }

  /** Of the rows of all runs. */
  static SortedRun merge(List<SortedRun> runs) {
    if (runs.size() == 1) {
      return runs.get(0);
    }
    int all = runs.stream().mapToInt(SortedRun::size).sum();
    double[] values = new double[all];
    long[] sums = new long[all * SUMS];
    int count = 0;
    for (SortedRun run : runs) {
      System.arraycopy(run.values, 0, values, count, run.size());
      System.arraycopy(run.sums, 0, sums, count * SUMS, run.sums.length);
      count += run.size();
    }
    return sorted(values, sums, count);
  }

  private static SortedRun sorted(double[] values, long[] sums, int count) {
    int[] order =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] distinct = new double[count];
    long[] theirs = new long[count * SUMS];
    int size = 0;
    for (int i : order) {
      if (size == 0 || values[i] != distinct[size - 1]) {
        distinct[size++] = values[i];
      }
      for (int k = 0; k < SUMS; k++) {
        theirs[(size - 1) * SUMS + k] += sums[i * SUMS + k];
      }
    }
    return new SortedRun(Arrays.copyOf(distinct, size), Arrays.copyOf(theirs, size * SUMS));
  }

  /** How many values there are. */
  public int size() {
    return values.length;
  }

  /** A value, by its place in the order. */
  public double value(int i) {
    return values[i];
  }

  /** The weights of the rows that have a value. */
  public Totals totals(int i) {
    int at = i * SUMS;
    return new Totals(sums[at], sums[at + 1], sums[at + 2], sums[at + 3]);
  }

  /** The weights of all rows. */
  Totals totals() {
    Totals all = Totals.NONE;
    for (int i = 0; i < size(); i++) {
      all = all.plus(totals(i));
    }
    return all;
  }

  /** How many values are at most a number. */
  int countUpTo(double number) {
    int at = Arrays.binarySearch(values, number);
    return at < 0 ? -at - 1 : at + 1;
  }

  /** Some of the values with their weights. */
  SortedRun slice(int from, int to) {
    return new SortedRun(
        Arrays.copyOfRange(values, from, to), Arrays.copyOfRange(sums, from * SUMS, to * SUMS));
  }
}
