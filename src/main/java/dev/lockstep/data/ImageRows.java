package dev.lockstep.data;

/**
 * Images as an IDX file holds them.
 *
 * @param features pixels in a row
 * @param pixels row by row
 * @param labels one for each row, or none at all
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record ImageRows(int features, byte[] pixels, byte[] labels) implements RowValues {
  private static final long serialVersionUID = 1L;

  @Override
  public void read(int from, int count, double[] x) {
    int start = from * features;
    for (int i = 0; i < count * features; i++) {
      x[i] = Pixels.RAW.of(pixels[start + i]);
    }
  }

  @Override
  public String label(int row) {
    if (labels.length == 0) {
      throw new IllegalStateException("These rows have no labels");
    }
    return Integer.toString(labels[row] & 0xff);
  }
}
