package dev.lockstep.data;

/** Numbers of any value. */
final class PackedNumbers implements PackedValues {
  private static final long serialVersionUID = 1L;

  /** Row by row. */
  private final double[] numbers;

  PackedNumbers(double[] numbers) {
    this.numbers = numbers;
  }

  @Override
  public void read(int from, int count, int width, double[] x) {
    System.arraycopy(numbers, from * width, x, 0, count * width);
  }
}
