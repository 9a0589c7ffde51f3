package dev.lockstep.table;

/**
 * Numbers of any value.
 *
 * @param width numbers in a row
 * @param numbers row by row
 * @param labels of the rows; null if they were not read
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record DenseNumbers(int width, double[] numbers, String[] labels) implements DenseValues {
  private static final long serialVersionUID = 1L;

  @Override
  public void read(int from, int count, double[] x) {
    System.arraycopy(numbers, from * width, x, 0, count * width);
  }
}
