package dev.lockstep.rows.text;

import dev.lockstep.rows.Numbers;
import dev.lockstep.rows.RowValues;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;

/**
 * Of each row the numbers that the file names, from left to right.
 *
 * @param starts where each row begins in the two arrays that follow, and where the last one ends
 * @param columns from 0
 * @param numbers as many
 * @param labels of the rows; null if they were not read
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record SparseValues(int[] starts, int[] columns, Numbers numbers, Labels labels)
    implements ParsedRows.BlockValues {
  private static final long serialVersionUID = 1L;

  @Override
  public int leastWidth() {
    return 1 + Arrays.stream(columns).max().orElse(-1);
  }

  @Override
  public RowValues withWidth(int width) {
    return new Wide(this, width);
  }

  @Override
  public Vector vector(int row, int width) {
    int from = starts[row];
    int to = starts[row + 1];
    double[] x = new double[to - from];
    numbers.read(from, x.length, x, 0);
    return new SparseVector(width, Arrays.copyOfRange(columns, from, to), x);
  }

  /** The rows in a data set of some width. */
  private record Wide(SparseValues rows, int width) implements RowValues, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public void read(int from, int count, double[] x, int start) {
      Arrays.fill(x, start, start + count * width, 0);
      int first = rows.starts[from];
      double[] given = new double[rows.starts[from + count] - first];
      rows.numbers.read(first, given.length, given, 0);
      for (int row = 0; row < count; row++) {
        for (int i = rows.starts[from + row]; i < rows.starts[from + row + 1]; i++) {
          x[start + row * width + rows.columns[i]] = given[i - first];
        }
      }
    }

    @Override
    public String label(int row) {
      return rows.label(row);
    }
  }
}
