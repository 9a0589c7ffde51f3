package dev.lockstep.rows;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import dev.lockstep.linalg.SparseRows;
import dev.lockstep.scale.ColumnStats;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Some rows: their numbers as they were read, what they are to be learned as, and which rows they
 * are. A view that shares what it holds. Immutable.
 *
 * <p>A row has a <i>number</i>, from 0 in its data set, and a <i>place</i>, from 0 in the input. In
 * a data set that was cut out of another they differ.
 *
 * <p>A reader of files gives at most 512 rows that follow each other: of an IDX file group g holds
 * rows 512 g up to 512 (g + 1), and a table is cut likewise within each of its pieces. The files
 * alone decide where, so what is computed for such a group as a whole has the same bits whatever
 * the partitions.
 */
public final class RowBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How many rows a group has; the last of a file or piece may have fewer. */
  public static final int ROWS = 512;

  /** The most numbers in a group of a table, so that a task can hold it as doubles. */
  private static final int MOST_NUMBERS = 1 << 22;

  private final long first;
  private final int from;
  private final int rows;
  private final RowValues values;
  private final Targets targets;
  private final Words names;
  private final long[] numbers;
  private final long[] places;
  private final String[] kept;

  private RowBlock(
      long first,
      int from,
      int rows,
      RowValues values,
      Targets targets,
      Words names,
      long[] numbers,
      long[] places,
      String[] kept) {
    this.first = first;
    this.from = from;
    this.rows = rows;
    this.values = values;
    this.targets = targets;
    this.names = names;
    this.numbers = numbers;
    this.places = places;
    this.kept = kept;
  }

  /**
   * Rows that follow each other.
   *
   * @param first the number and place of the first row
   * @param rows how many, at least 1
   * @param values their numbers
   * @param targets t of each; null if they were read without
   * @param names the labels that the classes of the targets count, maybe more than occur; null if
   *     the targets are what {@link Labels} make of them
   */
  public RowBlock(long first, int rows, RowValues values, Targets targets, Words names) {
    this(first, 0, rows, values, targets, names, null, null, null);
  }

  /**
   * How many rows of a table make a group.
   *
   * @param width numbers in a row
   * @return 512, or fewer of more than 8,192 numbers
   */
  public static int rowsOf(int width) {
    return Math.max(1, Math.min(ROWS, MOST_NUMBERS / width));
  }

  /** Some of these rows, from row {@code row} on. */
  public RowBlock slice(int row, int count) {
    long[] someNumbers = numbers == null ? null : Arrays.copyOfRange(numbers, row, row + count);
    long[] somePlaces = places == null ? null : Arrays.copyOfRange(places, row, row + count);
    return new RowBlock(
        first + row, from + row, count, values, targets, names, someNumbers, somePlaces, kept);
  }

  /** The same rows in a data set of another width, the first of them with another number. */
  public RowBlock in(long newFirst, int width) {
    return new RowBlock(
        newFirst, from, rows, values.withWidth(width), targets, names, null, places, kept);
  }

  /**
   * The same rows with other numbers.
   *
   * @param newNumbers one for each row; null if they follow that of the first
   * @param newPlaces one for each row; null if they are the numbers
   */
  public RowBlock renumbered(long[] newNumbers, long[] newPlaces) {
    return new RowBlock(first, from, rows, values, targets, names, newNumbers, newPlaces, kept);
  }

  /**
   * The same rows, which keep a text each, as long as they are not gathered again.
   *
   * @param texts one for each row of {@link #values}; taken over
   */
  public RowBlock keeping(String[] texts) {
    return new RowBlock(first, from, rows, values, targets, names, numbers, places, texts);
  }

  /** The text that a row keeps; null for none. */
  public String kept(int row) {
    return kept == null ? null : kept[from + row];
  }

  /** The same rows with other numbers and the places that they have. */
  public RowBlock withNumbers(long[] newNumbers) {
    return renumbered(newNumbers, places);
  }

  /**
   * The same rows, whose targets are what their labels mean.
   *
   * @throws InvalidInputException if a label means nothing
   */
  public RowBlock withTargets(Labels labels) {
    if (names == null) {
      return this;
    }
    Targets meant = targets.resolved(labels.targets(names));
    for (int row = 0; row < rows; row++) {
      if (!meant.isKnown(from + row)) {
        throw new InvalidInputException(
            "Row %d has label %s, which %s"
                .formatted(number(row), MessageText.oneLine(label(row)), labels.whyUnknown()));
      }
    }
    return new RowBlock(first, from, rows, values, meant, null, numbers, places, kept);
  }

  /** The number of the first row. */
  public long first() {
    return number(0);
  }

  /** How many rows there are. */
  public int rows() {
    return rows;
  }

  /** Numbers in a row, d0. */
  public int width() {
    return values.width();
  }

  /** The number of a row in its data set. */
  public long number(int row) {
    return numbers == null ? first + row : numbers[row];
  }

  /** Where a row stands in the input. */
  public long place(int row) {
    return places == null ? number(row) : places[row];
  }

  /** Whether places differ from numbers. */
  public boolean hasPlaces() {
    return places != null;
  }

  /** The same rows with other numbers, as many rows or more from the same on. */
  public RowBlock withValues(RowValues others) {
    return new RowBlock(first, from, rows, others, targets, names, numbers, places, kept);
  }

  /** The numbers of rows {@link #offset} and what follows. */
  public RowValues values() {
    return values;
  }

  /** The targets of rows {@link #offset} and what follows; null without. */
  public Targets targets() {
    return targets;
  }

  /** Which row of {@link #values} and {@link #targets} is the first here. */
  public int offset() {
    return from;
  }

  /** The labels that the classes of the targets count; null if there are none. */
  Words names() {
    return names;
  }

  /**
   * Copies all rows as doubles, not scaled.
   *
   * @param x receives rows x d0 numbers, row by row
   */
  public void read(double[] x) {
    values.read(from, rows, x, 0);
  }

  /**
   * Adds the numbers and words of all rows to the statistics of their columns.
   *
   * @throws dev.lockstep.io.InvalidInputException if a number is not finite
   */
  public void addTo(ColumnStats stats) {
    if (!values.areSparse()) {
      double[] x = new double[rows * values.width()];
      read(x);
      for (int j = 0; j < values.width(); j++) {
        if (values.words(j) != null) {
          addLevels(x, j, stats);
        }
      }
      stats.addRows(x, rows, this::number);
      return;
    }
    SparseRows x = new SparseRows();
    x.clear(values.width());
    values.addTo(x, from, rows);
    for (int row = 0; row < rows; row++) {
      for (int i = x.starts()[row]; i < x.starts()[row + 1]; i++) {
        stats.add(x.columns()[i], x.values()[i], number(row));
      }
    }
  }

  private void addLevels(double[] x, int column, ColumnStats stats) {
    Words words = values.words(column);
    int[] counts = new int[words.size()];
    int missing = rows;
    for (int row = 0; row < rows; row++) {
      double code = x[row * values.width() + column];
      if (!Double.isNaN(code)) {
        counts[(int) code]++;
        missing--;
      }
    }
    stats.addMissing(column, missing);
    for (int code = 0; code < counts.length; code++) {
      if (counts[code] > 0) {
        stats.addLevel(column, words.get(code), counts[code]);
      }
    }
  }

  /** The greatest of these numbers; zeros that are left out do not count. */
  public double greatest() {
    double[] kept = new double[values.kept(from, rows)];
    values.numbers().read(values.start(from), kept.length, kept, 0);
    return Arrays.stream(kept).max().orElse(0);
  }

  /** A row as an array of its own, not scaled. */
  public double[] row(int row) {
    double[] x = new double[values.width()];
    values.read(from + row, 1, x, 0);
    return x;
  }

  /** The labels of these rows, each with the number of its first row; none without labels. */
  public Map<String, Long> labels() {
    Map<String, Long> labels = new HashMap<>();
    boolean[] seen = new boolean[names == null ? 0 : names.size()];
    for (int row = 0; row < rows && names != null; row++) {
      int code = targets.classOf(from + row);
      if (!seen[code]) {
        seen[code] = true;
        labels.put(names.get(code), number(row));
      }
    }
    return labels;
  }

  /** How many of these rows have each label; none without labels. */
  public Map<String, Long> labelCounts() {
    int[] counts = new int[names == null ? 0 : names.size()];
    for (int row = 0; row < rows && names != null; row++) {
      counts[targets.classOf(from + row)]++;
    }
    Map<String, Long> byLabel = new HashMap<>();
    for (int code = 0; code < counts.length; code++) {
      byLabel.put(names.get(code), (long) counts[code]);
    }
    return byLabel;
  }

  /** A row with its label, not scaled; without its zeros if they are left out here. */
  public LabeledVector vector(int row) {
    return new LabeledVector(
        number(row), label(row), values.vector(from + row), targets.ownWeight(from + row));
  }

  /**
   * The label of a row.
   *
   * @return as the file writes it
   * @throws IllegalStateException if the rows were read without labels
   */
  public String label(int row) {
    if (targets == null || names == null) {
      throw new IllegalStateException("These rows have no labels");
    }
    return names.get(targets.classOf(from + row));
  }
}
