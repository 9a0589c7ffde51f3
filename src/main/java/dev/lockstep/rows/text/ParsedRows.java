package dev.lockstep.rows.text;

import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.Numbers;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.RowValues;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;

/**
 * Some rows of a piece one after the other, at most 512, as executors keep them; maybe none.
 *
 * @param piece the number of the piece
 * @param first the place of the first row among the rows of the piece, from 0
 * @param rows how many
 * @param values their numbers and labels; null without rows
 * @param status what else is known of the piece up to here
 */
record ParsedRows(int piece, long first, int rows, Values values, Status status)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * What is known of a piece up to the end of these rows.
   *
   * @param lines how many lines
   * @param skipped how many bad rows were left out
   * @param fault the first row that is bad, or the first fault that is fatal; null if there is none
   * @param sha256 of the file, after the last rows of a piece that is a whole file; else empty
   */
  record Status(long lines, long skipped, Fault fault, String sha256) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** The labels, each with the place of its first row in the piece; none if they were not read. */
  Map<String, Long> labels() {
    Map<String, Long> labels = new HashMap<>();
    for (int row = 0; row < rows && values.codes != null; row++) {
      if (values.codes[row] == labels.size()) {
        labels.put(values.names[labels.size()], first + row);
      }
    }
    return labels;
  }

  /**
   * The rows one by one.
   *
   * @param firstOfPiece the number of the piece's first row
   * @param width d0
   */
  Iterator<LabeledVector> vectors(long firstOfPiece, int width) {
    return IntStream.range(0, rows)
        .mapToObj(
            row ->
                new LabeledVector(
                    firstOfPiece + first + row, values.label(row), values.vector(row, width)))
        .iterator();
  }

  /** The rows in groups: one, or several where rows are wide. */
  Iterator<RowBlock> groups(long firstOfPiece, int width) {
    int size = RowBlock.rowsOf(width);
    return IntStream.iterate(0, from -> from < rows, from -> from + size)
        .mapToObj(
            from ->
                new RowBlock(
                    firstOfPiece + first + from,
                    Math.min(size, rows - from),
                    width,
                    values.withWidth(width),
                    from))
        .iterator();
  }

  /**
   * Rows of one width, of which all numbers are kept or those that the file gives.
   *
   * @param width numbers in a row
   * @param starts where the numbers of each row begin, and where those of the last end; null if all
   *     are kept
   * @param columns of the numbers, from 0, ascending in a row; null if all are kept
   * @param numbers row by row
   * @param names the distinct labels, in the order of their first rows; null if they were not read
   * @param codes of each row the index of its label among the names; null as well
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Values(
      int width, int[] starts, int[] columns, Numbers numbers, String[] names, char[] codes)
      implements RowValues {
    private static final long serialVersionUID = 1L;

    /** Rows of the least width that they fit in. */
    static Values sparse(
        int[] starts, int[] columns, Numbers numbers, String[] names, char[] codes) {
      int width = 1 + Arrays.stream(columns).max().orElse(-1);
      return new Values(width, starts, columns, numbers, names, codes);
    }

    /** The same rows in a data set of some width, at least theirs. */
    Values withWidth(int wider) {
      return wider == width ? this : new Values(wider, starts, columns, numbers, names, codes);
    }

    @Override
    public String label(int row) {
      if (names == null) {
        throw new IllegalStateException("These rows have no labels");
      }
      return names[codes[row]];
    }

    Vector vector(int row, int size) {
      int from = starts == null ? row * width : starts[row];
      double[] x = new double[starts == null ? width : starts[row + 1] - from];
      numbers.read(from, x.length, x, 0);
      return starts == null
          ? new DenseVector(x)
          : new SparseVector(size, Arrays.copyOfRange(columns, from, from + x.length), x);
    }

    @Override
    public void read(int from, int count, double[] x, int start) {
      if (starts == null) {
        numbers.read(from * width, count * width, x, start);
        return;
      }
      Arrays.fill(x, start, start + count * width, 0);
      int first = starts[from];
      double[] given = new double[starts[from + count] - first];
      numbers.read(first, given.length, given, 0);
      for (int row = from; row < from + count; row++) {
        for (int i = starts[row]; i < starts[row + 1]; i++) {
          x[start + (row - from) * width + columns[i]] = given[i - first];
        }
      }
    }
  }
}
