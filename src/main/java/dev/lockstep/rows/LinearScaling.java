package dev.lockstep.rows;

import java.io.Serializable;

/**
 * {@code x = (number - offset) / divisor}, column by column; 0 where the divisor is 0. Never is x a
 * negative zero. Nothing changes it, so any number of threads may use it.
 */
public final class LinearScaling implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of numbers, offsets and the inverses of divisors: what is no greater scales to no infinity. */
  private static final double MODEST = 1e100;

  private final double[] offsets;
  private final double[] divisors;

  /** Offset 0 and an infinite divisor where the divisor is 0, so that no column is another case. */
  private final transient double[] from;

  private final transient double[] by;
  private final transient boolean isModest;
  private final transient boolean keepsZeros;

  /** Takes over the arrays: as many offsets as divisors. */
  LinearScaling(double[] offsets, double[] divisors) {
    this.offsets = offsets;
    this.divisors = divisors;
    boolean isConstant = false;
    for (double divisor : divisors) {
      isConstant |= divisor == 0;
    }
    from = isConstant ? offsets.clone() : offsets;
    by = isConstant ? divisors.clone() : divisors;
    boolean modest = true;
    boolean zeros = true;
    for (int j = 0; j < offsets.length; j++) {
      if (divisors[j] == 0) {
        from[j] = 0;
        by[j] = Double.POSITIVE_INFINITY;
      }
      modest &= Math.abs(from[j]) <= MODEST && 1 / by[j] <= MODEST;
      zeros &= from[j] == 0;
    }
    isModest = modest;
    keepsZeros = zeros;
  }

  private Object readResolve() {
    return new LinearScaling(offsets, divisors);
  }

  /** What is subtracted, for each column. */
  double[] offsets() {
    return offsets;
  }

  /** What that is divided by, for each column. */
  double[] divisors() {
    return divisors;
  }

  /** How many columns it is for. */
  int columns() {
    return offsets.length;
  }

  /** Whether 0 stays 0 in every column. */
  boolean keepsZeros() {
    return keepsZeros;
  }

  /** Scales a number, to infinity or NaN where a double cannot hold it. */
  double of(double number, int column) {
    return divisors[column] == 0 ? 0 : (number - offsets[column]) / divisors[column] + 0.0;
  }

  /** Whether numbers are sure to scale to finite ones in any column, without trying. */
  public boolean isSafe(double[] numbers, int start, int count) {
    boolean safe = isModest;
    for (int j = start; j < start + count; j++) {
      safe &= Math.abs(numbers[j]) <= MODEST;
    }
    return safe;
  }

  /**
   * Scales rows in place, which are {@linkplain #isSafe safe}, row by row from {@code start} on.
   */
  public void apply(double[] x, int start, int rows) {
    for (int row = 0; row < rows; row++) {
      int at = start + row * from.length;
      for (int j = 0; j < from.length; j++) {
        x[at + j] = (x[at + j] - from[j]) / by[j] + 0.0;
      }
    }
  }
}
