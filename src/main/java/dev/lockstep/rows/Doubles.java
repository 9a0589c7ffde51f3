package dev.lockstep.rows;

import dev.lockstep.scale.Scaling;

/** Numbers of any value, eight bytes each. Takes ownership of the array. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Doubles(double[] numbers) implements Numbers {
  private static final long serialVersionUID = 1L;

  @Override
  public boolean areIn(double[] array) {
    return numbers == array;
  }

  @Override
  public boolean areModest() {
    return Scaling.areModest(numbers, 0, numbers.length);
  }

  @Override
  public void read(int from, int count, double[] x, int start) {
    System.arraycopy(numbers, from, x, start, count);
  }
}
