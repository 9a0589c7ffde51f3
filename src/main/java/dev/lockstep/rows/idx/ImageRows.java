package dev.lockstep.rows.idx;

import dev.lockstep.rows.Pixels;
import dev.lockstep.rows.RowValues;
import java.util.stream.IntStream;

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

  private static final String[] LABELS =
      IntStream.range(0, 256).mapToObj(Integer::toString).toArray(String[]::new);

  @Override
  public void read(int from, int count, double[] x, int start) {
    int first = from * features;
    for (int i = 0; i < count * features; i++) {
      x[start + i] = Pixels.RAW.of(pixels[first + i]);
    }
  }

  @Override
  public boolean areBytes() {
    return true;
  }

  @Override
  public void readBytes(int from, int count, byte[] bytes, int start) {
    System.arraycopy(pixels, from * features, bytes, start, count * features);
  }

  @Override
  public String label(int row) {
    if (labels.length == 0) {
      throw new IllegalStateException("These rows have no labels");
    }
    return nameOf(labels[row]);
  }

  /** How a label of an IDX file is written. */
  static String nameOf(byte label) {
    return LABELS[label & 0xff];
  }
}
