package dev.lockstep.linalg;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * A matrix most of whose numbers are zero: of each row the non-zeros, from left to right. A buffer,
 * to be filled again and again; not for two threads at once.
 */
public final class SparseRows {
  /** With so many columns for each number, the transpose is kept without its rows of zeros. */
  private static final int MOST_ZEROS = 8;

  private int width;
  private int rows;

  /** Where each row begins in the two arrays that follow, and where the last one ends. */
  private int[] starts = new int[1];

  private int[] columns = new int[0];
  private double[] values = new double[0];

  /** The row that each of those kept is, where rows of zeros are left out; null if none are. */
  private int[] kept;

  /** Removes all rows; those that are added from now on have so many numbers. */
  public void clear(int columnCount) {
    rows = 0;
    width = columnCount;
    starts[0] = 0;
    kept = null;
  }

  /** Whether rows of zeros are left out: what is kept is not row after row. */
  public boolean areGathered() {
    return kept != null;
  }

  /** Which of the rows kept is the first that does not come before a row. */
  int indexOf(int row) {
    if (kept == null) {
      return row;
    }
    int at = Arrays.binarySearch(kept, 0, rows, row);
    return at < 0 ? -at - 1 : at;
  }

  /** Which row one of those kept is. */
  int rowAt(int index) {
    return kept == null ? index : kept[index];
  }

  /** Tells which of the rows {@code from} to {@code to} - 1 are kept. */
  public void forEachRow(int from, int to, IntConsumer action) {
    int end = indexOf(to);
    for (int i = indexOf(from); i < end; i++) {
      action.accept(rowAt(i));
    }
  }

  /**
   * Adds rows, to be filled in: their numbers, and where each ends.
   *
   * @param count how many rows
   * @param numbers how many numbers they have in all, zeros not counted
   * @return where their numbers begin in {@link #columns} and {@link #values}
   */
  public int add(int count, int numbers) {
    int at = starts[rows];
    rows += count;
    if (starts.length <= rows) {
      starts = Arrays.copyOf(starts, Math.max(rows + 1, 2 * starts.length));
    }
    if (columns.length < at + numbers) {
      int room = Math.max(at + numbers, columns.length + columns.length / 2);
      columns = Arrays.copyOf(columns, room);
      values = Arrays.copyOf(values, room);
    }
    return at;
  }

  /**
   * Whether rows are kept so: where bytes without their zeros, three bytes for each and four for a
   * row, are not longer than all bytes.
   *
   * @param rows how many
   * @param width numbers in a row
   * @param nonZeros how many numbers are not zero
   */
  public static boolean isWorthSparse(int rows, int width, long nonZeros) {
    return 3 * nonZeros + 4L * (rows + 1) <= (long) rows * width;
  }

  /**
   * Takes over dense rows, if so many of their numbers are zero that they are {@linkplain
   * #isWorthSparse worth it}.
   *
   * @param x numbers, row by row, from the array's beginning; unchanged
   * @param rows how many rows, at least 1
   * @param width numbers in a row
   * @return whether they were; if not, this is as it was
   */
  public boolean take(double[] x, int rows, int width) {
    int nonZeros = 0;
    for (int i = 0; i < rows * width; i++) {
      nonZeros += Double.doubleToRawLongBits(x[i]) == 0 ? 0 : 1;
    }
    if (!isWorthSparse(rows, width, nonZeros)) {
      return false;
    }
    clear(width);
    int place = add(rows, nonZeros);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < width; column++) {
        double number = x[row * width + column];
        if (Double.doubleToRawLongBits(number) != 0) {
          columns[place] = column;
          values[place++] = number;
        }
      }
      starts[row + 1] = place;
    }
    return true;
  }

  /**
   * Gives rows the numbers that they lack.
   *
   * @param first the first of them; the others follow to the end
   * @param some columns, ascending
   * @param numbers what a row has in each of these where it has none
   */
  public void complete(int first, int[] some, double[] numbers) {
    int begin = starts[first];
    int[] givenColumns = Arrays.copyOfRange(columns, begin, starts[rows]);
    double[] givenValues = Arrays.copyOfRange(values, begin, starts[rows]);
    add(0, (rows - first) * some.length);
    int place = begin;
    int end = begin;
    for (int row = first; row < rows; row++) {
      int i = end - begin;
      end = starts[row + 1];
      for (int k = 0; k < some.length; k++) {
        for (; i < end - begin && givenColumns[i] < some[k]; i++) {
          columns[place] = givenColumns[i];
          values[place++] = givenValues[i];
        }
        if (i == end - begin || givenColumns[i] != some[k]) {
          columns[place] = some[k];
          values[place++] = numbers[k];
        }
      }
      for (; i < end - begin; i++) {
        columns[place] = givenColumns[i];
        values[place++] = givenValues[i];
      }
      starts[row + 1] = place;
    }
  }

  /** How many rows there are. */
  public int rows() {
    return rows;
  }

  /** Numbers in a row, zeros included. */
  public int width() {
    return width;
  }

  /**
   * Where the numbers of each row begin in {@link #columns} and {@link #values}; they end where
   * those of the next row begin. The array itself, rows + 1 places and maybe more.
   */
  public int[] starts() {
    return starts;
  }

  /** The columns of all numbers, in each row ascending: the array itself. */
  public int[] columns() {
    return columns;
  }

  /** The numbers, row after row: the array itself. */
  public double[] values() {
    return values;
  }

  /**
   * Writes the transpose of some rows: the rows there are the columns here, but for those of zeros
   * where these are nearly all.
   *
   * @param from the first row, from 0
   * @param to the row after the last
   * @param into overwritten; its columns count from the first row
   */
  public void transposeInto(int from, int to, SparseRows into) {
    int count = starts[to] - starts[from];
    if (width > MOST_ZEROS * count) {
      gatherInto(from, to, count, into);
      return;
    }
    into.clear(to - from);
    into.add(width, count);
    int[] next = into.starts;
    Arrays.fill(next, 0, width + 1, 0);
    for (int i = starts[from]; i < starts[to]; i++) {
      next[columns[i] + 1]++;
    }
    for (int column = 0; column < width; column++) {
      next[column + 1] += next[column];
    }
    for (int row = from; row < to; row++) {
      for (int i = starts[row]; i < starts[row + 1]; i++) {
        int place = next[columns[i]]++;
        into.columns[place] = row - from;
        into.values[place] = values[i];
      }
    }
    System.arraycopy(next, 0, next, 1, width); // each has moved to where the next one begins
    next[0] = 0;
  }

  /** The same by sorting, so that rows of zeros cost nothing. */
  private void gatherInto(int from, int to, int count, SparseRows into) {
    long[] places = new long[count]; // column, then place, which ascends with the row
    for (int i = 0; i < count; i++) {
      places[i] = (long) columns[starts[from] + i] << Integer.SIZE | i;
    }
    Arrays.sort(places);
    int[] rowOf = new int[count];
    for (int row = from; row < to; row++) {
      Arrays.fill(rowOf, starts[row] - starts[from], starts[row + 1] - starts[from], row - from);
    }
    into.clear(to - from);
    into.add(count, count);
    into.rows = 0;
    into.kept = new int[count];
    for (int i = 0; i < count; i++) {
      int column = (int) (places[i] >>> Integer.SIZE);
      int place = (int) places[i];
      if (into.rows == 0 || into.kept[into.rows - 1] != column) {
        into.kept[into.rows++] = column;
      }
      into.columns[i] = rowOf[place];
      into.values[i] = values[starts[from] + place];
      into.starts[into.rows] = i + 1;
    }
  }
}
