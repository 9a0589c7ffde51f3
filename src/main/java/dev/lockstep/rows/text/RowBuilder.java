package dev.lockstep.rows.text;

import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Numbers;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.RowValues;
import dev.lockstep.rows.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers the rows of a piece, 512 or fewer at a time. Not thread-safe. */
final class RowBuilder {
  /** The most numbers of sparse rows before they are taken out. */
  private static final int MOST_SPARSE = 1 << 20;

  private static final int NO_CODE = -1;

  private final int piece;
  private long first;
  private long skipped;
  private Fault fault;

  private int rows;
  private int width = -1;
  private double[] numbers = {};
  private int count;
  private int[] starts = new int[RowBlock.ROWS + 1];
  private int[] columns = {};

  private final Map<String, Label> labels = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final int[] codes = new int[RowBlock.ROWS];

  /** A label of the piece, and its index among the names if it is one of the rows gathered. */
  private static final class Label {
    private int code = NO_CODE;
  }

  RowBuilder(int piece) {
    this.piece = piece;
  }

  /** Adds a row of which all numbers are given; the array is copied. */
  void addDense(double[] row, String label) {
    width = row.length;
    addNumbers(row, width, RowBlock.rowsOf(width) * width);
    endRow(label);
  }

  /** Adds a row of which some numbers are given, from left to right; the arrays are copied. */
  void addSparse(int[] rowColumns, double[] row, int length, String label) {
    if (count + length > columns.length) {
      columns = Arrays.copyOf(columns, Math.max(count + length, 2 * columns.length));
    }
    System.arraycopy(rowColumns, 0, columns, count, length);
    addNumbers(row, length, columns.length);
    starts[rows + 1] = count;
    endRow(label);
  }

  /**
   * Adds numbers.
   *
   * @param room how many there may be before long
   */
  private void addNumbers(double[] row, int length, int room) {
    if (count + length > numbers.length) {
      numbers = Arrays.copyOf(numbers, room);
    }
    System.arraycopy(row, 0, numbers, count, length);
    count += length;
  }

  private void endRow(String name) {
    if (name != null) {
      Label label = labels.computeIfAbsent(name, added -> new Label());
      if (label.code == NO_CODE) {
        label.code = names.size();
        names.add(name);
      }
      codes[rows] = label.code;
    }
    rows++;
  }

  /** Leaves out a row. */
  void reject(Fault bad) {
    skipped++;
    if (fault == null || (bad.isFatal() && !fault.isFatal())) {
      fault = bad;
    }
  }

  /** The first fault so far, or the first that is fatal; null if there is none. */
  Fault fault() {
    return fault;
  }

  /** Whether the rows are to be taken out before the next one comes. */
  boolean isFull() {
    return width < 0
        ? rows == RowBlock.ROWS || count >= MOST_SPARSE
        : rows == RowBlock.rowsOf(width);
  }

  /**
   * Takes the rows out.
   *
   * @param lines how many lines there were so far
   * @param sha256 of the file, if this is the end of it
   */
  ParsedRows build(long lines, String sha256) {
    ParsedRows built =
        new ParsedRows(
            piece,
            rows == 0 ? null : block(),
            new ParsedRows.Status(lines, skipped, fault, sha256));
    first += rows;
    rows = 0;
    count = 0;
    names.forEach(name -> labels.get(name).code = NO_CODE);
    names.clear();
    if (labels.size() > Classes.MOST) {
      labels.clear(); // they are no classes, and hardly come again
    }
    return built;
  }

  private RowBlock block() {
    Numbers kept = Numbers.of(numbers, count);
    if (kept.areIn(numbers)) {
      numbers = new double[0];
    }
    int[] columnsOfRows = Arrays.copyOf(columns, width < 0 ? count : 0);
    RowValues values =
        width < 0
            ? RowValues.sparse(
                1 + Arrays.stream(columnsOfRows).max().orElse(-1),
                Arrays.copyOf(starts, rows + 1),
                columnsOfRows,
                kept)
            : RowValues.dense(width, kept);
    return names.isEmpty()
        ? new RowBlock(first, rows, values, null, null)
        : new RowBlock(
            first,
            rows,
            values,
            Targets.ofClasses(Arrays.copyOf(codes, rows)),
            names.toArray(String[]::new));
  }
}
