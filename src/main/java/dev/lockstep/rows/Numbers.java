package dev.lockstep.rows;

import java.io.Serializable;
import java.util.Arrays;

/** Numbers one after the other, in as few bytes as they allow. Immutable. */
public sealed interface Numbers extends Serializable permits Bytes, Decimals, Doubles {
  /**
   * Keeps numbers, equal to the last bit: as {@link Decimals}, else as {@link Bytes} of pixel
   * values, else as {@link Doubles}.
   *
   * @param numbers to be kept; unchanged, and taken over if they become {@link Doubles} and the
   *     array is full: then nobody may change it afterwards
   * @param count how many of them, from the array's beginning; at least 0
   */
  static Numbers of(double[] numbers, int count) {
    Numbers decimals = Decimals.of(numbers, count);
    if (decimals != null) {
      return decimals;
    }
    Numbers pixels = Bytes.ofPixels(numbers, count);
    return pixels != null
        ? pixels
        : new Doubles(count == numbers.length ? numbers : Arrays.copyOf(numbers, count));
  }

  /** Whether these numbers are kept in an array, which they have taken over. */
  default boolean areIn(double[] array) {
    return false;
  }

  /** Whether none is greater than 1e100, negative or not. */
  default boolean areModest() {
    return true;
  }

  /**
   * Copies numbers.
   *
   * @param from the first, counted from 0
   * @param count how many
   * @param x receives them
   * @param start where in x the first goes
   */
  void read(int from, int count, double[] x, int start);
}
