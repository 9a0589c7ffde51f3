package dev.lockstep.rows;

import dev.lockstep.linalg.SparseRows;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;

/**
 * The numbers of some rows of one width, as they were read: all of them (dense), or in compressed
 * sparse rows those that are not zero with their columns. Immutable.
 */
public final class RowValues implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MOST_NARROW = Character.MAX_VALUE + 1;

  private final int width;
  private final Numbers numbers;

  /** Where the numbers of each row begin, and where those of the last end; null if dense. */
  private final int[] starts;

  /** The column of each number, if all fit in 16 bits. */
  private final char[] narrow;

  /** The column of each number otherwise. */
  private final int[] wide;

  /** Of each column the words that its numbers count, null for numbers; null if all are. */
  private final Words[] words;

  private RowValues(
      int width, Numbers numbers, int[] starts, char[] narrow, int[] wide, Words[] words) {
    this.width = width;
    this.numbers = numbers;
    this.starts = starts;
    this.narrow = narrow;
    this.wide = wide;
    this.words = words;
  }

  /**
   * Dense rows.
   *
   * @param width d0
   * @param numbers row by row
   */
  public static RowValues dense(int width, Numbers numbers) {
    return new RowValues(width, numbers, null, null, null, null);
  }

  /**
   * Sparse rows.
   *
   * @param width d0
   * @param starts where the numbers of each row begin, and where those of the last end; taken over
   * @param columns of the numbers, from 0, ascending in a row; maybe taken over
   * @param numbers as many
   */
  public static RowValues sparse(int width, int[] starts, int[] columns, Numbers numbers) {
    if (width > MOST_NARROW) {
      return new RowValues(width, numbers, starts, null, columns, null);
    }
    char[] narrow = new char[columns.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (char) columns[i];
    }
    return new RowValues(width, numbers, starts, narrow, null, null);
  }

  /** The same rows in a data set of another width, which their columns fit in. */
  RowValues withWidth(int other) {
    return other == width ? this : new RowValues(other, numbers, starts, narrow, wide, words);
  }

  /** The same rows of other numbers. */
  public RowValues withNumbers(Numbers others) {
    return new RowValues(width, others, starts, narrow, wide, words);
  }

  /**
   * The same rows, whose numbers count words in some columns.
   *
   * @param perColumn the words of each column, null for one of numbers; taken over, or null
   */
  public RowValues withWords(Words[] perColumn) {
    return new RowValues(width, numbers, starts, narrow, wide, perColumn);
  }

  /** The words that the numbers of a column count, from 0; null if they are numbers. */
  public Words words(int column) {
    return words == null ? null : words[column];
  }

  Words[] words() {
    return words;
  }

  /** Numbers in a row, d0. */
  public int width() {
    return width;
  }

  /** The numbers that are kept. */
  public Numbers numbers() {
    return numbers;
  }

  /** Whether zeros are left out. */
  public boolean areSparse() {
    return starts != null;
  }

  /** How many numbers of some rows are kept. */
  public int kept(int from, int count) {
    return starts == null ? count * width : starts[from + count] - starts[from];
  }

  /** Where the numbers of a row begin among all that are kept. */
  int start(int row) {
    return starts == null ? row * width : starts[row];
  }

  /** Copies the columns of kept numbers. */
  private void readColumns(int first, int count, int[] into, int at) {
    if (wide != null) {
      System.arraycopy(wide, first, into, at, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      into[at + i] = narrow[first + i];
    }
  }

  /** Copies columns and ends of sparse rows; ends count from {@code at}. */
  void readSparse(int from, int count, int[] columns, int at, int[] ends, int firstEnd) {
    int first = starts[from];
    readColumns(first, starts[from + count] - first, columns, at);
    for (int row = 1; row <= count; row++) {
      ends[firstEnd + row - 1] = at + starts[from + row] - first;
    }
  }

  /**
   * Copies rows as doubles.
   *
   * @param from the first row, from 0
   * @param count how many
   * @param x receives count x d0 numbers, row by row
   * @param at where in x the first goes
   */
  public void read(int from, int count, double[] x, int at) {
    if (starts == null) {
      numbers.read(from * width, count * width, x, at);
      return;
    }
    Arrays.fill(x, at, at + count * width, 0);
    int first = starts[from];
    double[] kept = new double[starts[from + count] - first];
    numbers.read(first, kept.length, kept, 0);
    for (int row = 0; row < count; row++) {
      int start = at + row * width;
      for (int i = starts[from + row]; i < starts[from + row + 1]; i++) {
        x[start + (wide != null ? wide[i] : narrow[i])] = kept[i - first];
      }
    }
  }

  /** A row as a vector, without its zeros if they are left out. */
  Vector vector(int row) {
    double[] x = new double[kept(row, 1)];
    numbers.read(start(row), x.length, x, 0);
    if (starts == null) {
      return new DenseVector(x);
    }
    int[] columns = new int[x.length];
    readColumns(starts[row], x.length, columns, 0);
    return new SparseVector(width, columns, x);
  }

  /**
   * Adds sparse rows to others.
   *
   * @param x of the same width, added to
   * @param from the first row here, from 0
   * @param count how many
   */
  public void addTo(SparseRows x, int from, int count) {
    int row = x.rows();
    int first = starts[from];
    int kept = starts[from + count] - first;
    int at = x.add(count, kept);
    readSparse(from, count, x.columns(), at, x.starts(), row + 1);
    numbers.read(first, kept, x.values(), at);
  }
}
