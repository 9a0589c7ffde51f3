package dev.lockstep.rows;

/** Numbers of any value, eight bytes each. Takes over the array. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record Doubles(double[] numbers) implements Numbers {
  private static final long serialVersionUID = 1L;

  @Override
  public boolean areIn(double[] array) {
    return numbers == array;
  }

  @Override
  public void read(int from, int count, double[] x, int start) {
    System.arraycopy(numbers, from, x, start, count);
  }
}
