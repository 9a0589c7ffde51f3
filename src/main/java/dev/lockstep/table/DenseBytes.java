package dev.lockstep.table;

/**
 * Integers from 0 to 255, a byte each.
 *
 * @param width numbers in a row
 * @param bytes row by row
 * @param labels of the rows; null if they were not read
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record DenseBytes(int width, byte[] bytes, String[] labels) implements DenseValues {
  private static final long serialVersionUID = 1L;

  @Override
  public void read(int from, int count, double[] x) {
    int start = from * width;
    for (int i = 0; i < count * width; i++) {
      x[i] = bytes[start + i] & 0xff;
    }
  }
}
