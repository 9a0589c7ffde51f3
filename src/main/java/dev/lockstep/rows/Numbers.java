package dev.lockstep.rows;

import java.io.Serializable;
import java.util.Arrays;

/** Numbers one after the other, in as few bytes as they allow; never changed. */
public sealed interface Numbers extends Serializable permits Decimals, Doubles {
  /**
   * Keeps numbers: as {@link Decimals} if they are such, or else as they are.
   *
   * @param numbers to be kept; unchanged, and taken over if they are no decimals and the array is
   *     full: then nobody may change it afterwards
   * @param count how many of them, from the array's beginning; at least 0
   * @return the same, equal to the last bit
   */
  static Numbers of(double[] numbers, int count) {
    Decimals decimals = Decimals.of(numbers, count);
    if (decimals != null) {
      return decimals;
    }
    return new Doubles(count == numbers.length ? numbers : Arrays.copyOf(numbers, count));
  }

  /**
   * Whether an array was taken over.
   *
   * @param array some array
   * @return whether these numbers are kept in it
   */
  boolean areIn(double[] array);

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
