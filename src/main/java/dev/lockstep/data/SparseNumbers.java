package dev.lockstep.data;

import java.util.Arrays;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;

/** Numbers of any value, or too wide for {@link SparsePixels}: twelve bytes each. */
final class SparseNumbers implements SparseValues {
  private static final long serialVersionUID = 1L;

  /** Where each row begins in the two arrays that follow, and where the last one ends. */
  private final int[] starts;

  private final int[] columns;
  private final double[] values;

  /** Takes over rows as they are; their arrays have no room to spare. */
  SparseNumbers(SparseRows rows) {
    starts = rows.starts();
    columns = rows.columns();
    values = rows.values();
  }

  @Override
  public void read(int from, int count, int width, double[] x) {
    Arrays.fill(x, 0, count * width, 0);
    for (int row = 0; row < count; row++) {
      for (int i = starts[from + row]; i < starts[from + row + 1]; i++) {
        x[row * width + columns[i]] = values[i];
      }
    }
  }

  @Override
  public void read(int from, int count, int width, SparseRows x) {
    int first = starts[from];
    int numbers = starts[from + count] - first;
    x.reset(count, width, numbers);
    for (int row = 0; row <= count; row++) {
      x.starts()[row] = starts[from + row] - first;
    }
    System.arraycopy(columns, first, x.columns(), 0, numbers);
    System.arraycopy(values, first, x.values(), 0, numbers);
  }

  @Override
  public Vector row(int row, int width) {
    return new SparseVector(
        width,
        Arrays.copyOfRange(columns, starts[row], starts[row + 1]),
        Arrays.copyOfRange(values, starts[row], starts[row + 1]));
  }
}
