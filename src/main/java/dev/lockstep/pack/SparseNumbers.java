package dev.lockstep.pack;

import dev.lockstep.linalg.SparseRows;
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
  public void read(int from, int count, int width, double[] x, int at) {
    Arrays.fill(x, at, at + count * width, 0);
    for (int row = 0; row < count; row++) {
      for (int i = starts[from + row]; i < starts[from + row + 1]; i++) {
        x[at + row * width + columns[i]] = values[i];
      }
    }
  }

  @Override
  public void addTo(SparseRows x, int from, int count) {
    int first = starts[from];
    int row = x.rows();
    int numbers = starts[from + count] - first;
    int at = x.add(count, numbers);
    for (int i = 1; i <= count; i++) {
      x.starts()[row + i] = at + starts[from + i] - first;
    }
    System.arraycopy(columns, first, x.columns(), at, numbers);
    System.arraycopy(values, first, x.values(), at, numbers);
  }

  @Override
  public Vector row(int row, int width) {
    return new SparseVector(
        width,
        Arrays.copyOfRange(columns, starts[row], starts[row + 1]),
        Arrays.copyOfRange(values, starts[row], starts[row + 1]));
  }
}
