package dev.lockstep.table;

import dev.lockstep.data.RowGroup;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Gathers the rows of a piece into blocks, as bytes for as long as they are. */
final class BlockBuilder implements RowSink {
  /** The most numbers in a block of sparse rows. */
  private static final int MOST_SPARSE = 1 << 20;

  private final int piece;
  private final Map<String, String> shared = new HashMap<>();

  private long first;
  private long skipped;
  private Fault fault;

  private int rows;
  private final String[] labels = new String[RowGroup.ROWS];
  private int width = -1;
  private byte[] bytes = {};
  private double[] numbers;
  private int count;
  private int[] starts = new int[RowGroup.ROWS + 1];
  private int[] columns = {};

  BlockBuilder(int piece) {
    this.piece = piece;
  }

  @Override
  public void addDense(double[] row, String label) {
    width = row.length;
    if (rows == 0) {
      bytes = new byte[RowGroup.rowsOf(width) * width];
    }
    addNumbers(row, width);
    endRow(label);
  }

  @Override
  public void addSparse(int[] rowColumns, double[] row, int length, String label) {
    int room = Math.max(count + length, columns.length);
    if (room > columns.length) {
      room = Math.max(room, 2 * columns.length);
      columns = Arrays.copyOf(columns, room);
    }
    if (numbers == null && bytes.length < room) {
      bytes = Arrays.copyOf(bytes, room);
    } else if (numbers != null && numbers.length < room) {
      numbers = Arrays.copyOf(numbers, room);
    }
    System.arraycopy(rowColumns, 0, columns, count, length);
    addNumbers(row, length);
    starts[rows + 1] = count;
    endRow(label);
  }

  private void addNumbers(double[] row, int length) {
    if (numbers == null && !addBytes(row, length)) {
      numbers = new double[bytes.length];
      for (int i = 0; i < count; i++) {
        numbers[i] = bytes[i] & 0xff;
      }
    }
    if (numbers != null) {
      System.arraycopy(row, 0, numbers, count, length);
    }
    count += length;
  }

  private boolean addBytes(double[] row, int length) {
    for (int i = 0; i < length; i++) {
      int b = (int) row[i] & 0xff;
      if (Double.doubleToRawLongBits(b) != Double.doubleToRawLongBits(row[i])) {
        return false;
      }
      bytes[count + i] = (byte) b;
    }
    return true;
  }

  private void endRow(String label) {
    labels[rows++] = label == null ? null : shared.computeIfAbsent(label, text -> text);
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
    return shared.size();
  }

  boolean isFull() {
    return rows == (width < 0 ? RowGroup.ROWS : RowGroup.rowsOf(width)) || count >= sparseLimit();
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
  Block build(long lines, String sha256) {
    Block block =
        new Block(
            piece,
            first,
            rows,
            rows == 0 ? null : values(),
            new Block.Account(lines, skipped, fault, sha256));
    first += rows;
    rows = 0;
    count = 0;
    numbers = null;
    bytes = new byte[0];
    columns = new int[0];
    return block;
  }

  /** Whether an array has no room left, so that the block can have it: a new one follows. */
  private boolean isTaken(int room) {
    return count == room;
  }

  private Block.BlockValues values() {
    String[] names = labels[0] == null ? null : Arrays.copyOf(labels, rows);
    byte[] asBytes =
        numbers != null ? null : isTaken(bytes.length) ? bytes : Arrays.copyOf(bytes, count);
    double[] asNumbers =
        numbers == null || isTaken(numbers.length) ? numbers : Arrays.copyOf(numbers, count);
    if (width < 0) {
      return new SparseValues(
          Arrays.copyOf(starts, rows + 1),
          Arrays.copyOf(columns, count),
          asBytes,
          asNumbers,
          names);
    }
    return asBytes != null
        ? new DenseBytes(width, asBytes, names)
        : new DenseNumbers(width, asNumbers, names);
  }
}
