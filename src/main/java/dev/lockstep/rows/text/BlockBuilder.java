package dev.lockstep.rows.text;

import dev.lockstep.rows.Numbers;
import dev.lockstep.rows.RowBlock;
import java.util.Arrays;

/** Gathers the rows of a piece into blocks. */
final class BlockBuilder implements RowSink {
  /** The most numbers in a block of sparse rows. */
  private static final int MOST_SPARSE = 1 << 20;

  private final int piece;
  private final LabelBuilder labels = new LabelBuilder(RowBlock.ROWS);

  private long first;
  private long skipped;
  private Fault fault;

  private int rows;
  private int width = -1;
  private double[] numbers = {};
  private int count;
  private int[] starts = new int[RowBlock.ROWS + 1];
  private int[] columns = {};

  BlockBuilder(int piece) {
    this.piece = piece;
  }

  @Override
  public void addDense(double[] row, String label) {
    width = row.length;
    addNumbers(row, width, RowBlock.rowsOf(width) * width);
    endRow(label);
  }

  @Override
  public void addSparse(int[] rowColumns, double[] row, int length, String label) {
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

  private void endRow(String label) {
    rows++;
    if (label != null) {
      labels.add(label);
    }
  }

  @Override
  public void reject(Fault bad) {
    skipped++;
    if (fault == null || (bad.isFatal() && !fault.isFatal())) {
      fault = bad;
    }
  }

  /** The first fault so far, or the first that is fatal; null if there is none. */
  Fault fault() {
    return fault;
  }

  /** How many labels there are. */
  int distinctLabels() {
    return labels.distinct();
  }

  boolean isFull() {
    return rows == (width < 0 ? RowBlock.ROWS : RowBlock.rowsOf(width)) || count >= sparseLimit();
  }

  private int sparseLimit() {
    return width < 0 ? MOST_SPARSE : Integer.MAX_VALUE;
  }

  /**
   * Takes the rows out.
   *
   * @param lines how many lines there were so far
   * @param sha256 of the file, if this is the end of it
   */
  ParsedRows build(long lines, String sha256) {
    ParsedRows block =
        new ParsedRows(
            piece,
            first,
            rows,
            rows == 0 ? null : values(),
            new ParsedRows.Account(lines, skipped, fault, sha256));
    first += rows;
    rows = 0;
    count = 0;
    return block;
  }

  private ParsedRows.BlockValues values() {
    Numbers kept = Numbers.of(numbers, count);
    if (kept.areIn(numbers)) {
      numbers = new double[0];
    }
    return width < 0
        ? new SparseValues(
            Arrays.copyOf(starts, rows + 1), Arrays.copyOf(columns, count), kept, labels.build())
        : new DenseValues(width, kept, labels.build());
  }
}
