package dev.lockstep.rows;

import dev.lockstep.io.InvalidInputException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import scala.Tuple2;

/**
 * What a scaling that is learned has to know of the columns of some rows, in slices of {@link
 * ColumnSummary#COLUMNS}. Of one thread at a time.
 */
public final class ColumnSlices implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A slice that takes rows has buffers of 0.4 MB. */
  private static final int MOST_SLICES_BY_ROWS = 64;

  private final Subject subject;
  private final ColumnSummary[] slices;

  /**
   * What is summed up.
   *
   * @param kind for which scaling
   * @param name of the data set, for messages
   * @param features numbers in a row
   * @param columns their names
   */
  public record Subject(ScaleKind kind, String name, int features, Columns columns)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Of 0.1 MB each, that the driver may get. */
    private static final int MOST_SLICES = 256;

    /**
     * Whether the driver can get the slices of all partitions.
     *
     * @param partitions how many there are
     * @return false where they had better meet in a shuffle
     */
    public boolean isSmall(int partitions) {
      return (long) partitions * slices() <= MOST_SLICES;
    }

    /** How many slices there are. */
    int slices() {
      return (features - 1) / ColumnSummary.COLUMNS + 1;
    }
  }

  /**
   * No rows yet.
   *
   * @param subject what is summed up, by a kind of scaling that is learned
   */
  public ColumnSlices(Subject subject) {
    this.subject = subject;
    slices = new ColumnSummary[subject.slices()];
    for (int slice = 0; slice < slices.length; slice++) {
      int from = slice * ColumnSummary.COLUMNS;
      int columns = Math.min(ColumnSummary.COLUMNS, subject.features - from);
      slices[slice] = ColumnSummary.of(subject.kind, columns);
    }
  }

  /** Adds a row. */
  void add(LabeledVector row) {
    Vector numbers = row.features();
    if (numbers instanceof SparseVector sparse) {
      for (int i = 0; i < sparse.indices().length; i++) {
        add(sparse.indices()[i], sparse.values()[i], row.index());
      }
    } else if (numbers.size() == subject.features) {
      addRow(((DenseVector) numbers).values(), 0, row.index());
    } else {
      throw new InvalidInputException(
          "Row %s of the %s set has %s features, not %s. Give every row the same."
              .formatted(row.index(), subject.name, numbers.size(), subject.features));
    }
  }

  /**
   * Adds rows of all their numbers.
   *
   * @param numbers row by row, from the array's beginning
   * @param rows how many rows
   * @param first the number of the first, for messages
   * @throws InvalidInputException if a number is not finite
   */
  public void addRows(double[] numbers, int rows, long first) {
    for (int row = 0; row < rows; row++) {
      addRow(numbers, row * subject.features, first + row);
    }
  }

  private void addRow(double[] numbers, int start, long row) {
    if (slices.length > MOST_SLICES_BY_ROWS) {
      for (int j = 0; j < subject.features; j++) {
        add(j, numbers[start + j], row);
      }
      return;
    }
    for (int j = 0; j < subject.features; j++) {
      requireFinite(numbers[start + j], j, row);
    }
    for (int slice = 0; slice < slices.length; slice++) {
      slices[slice].addRow(numbers, start + slice * ColumnSummary.COLUMNS);
    }
  }

  private void add(int column, double number, long row) {
    requireFinite(number, column, row);
    if (number != 0) {
      slices[column / ColumnSummary.COLUMNS].add(column % ColumnSummary.COLUMNS, number);
    }
  }

  private void requireFinite(double number, int column, long row) {
    if (!Double.isFinite(number)) {
      throw new InvalidInputException(
          "Row %s of the %s set: column %s is %s, which cannot be scaled. Use finite numbers."
              .formatted(row, subject.name, subject.columns.nameOf(column), number));
    }
  }

  /**
   * Takes over what is known from other rows: in any order, to the same bits.
   *
   * @param other of the same subject
   * @return this
   */
  public ColumnSlices merge(ColumnSlices other) {
    for (int slice = 0; slice < slices.length; slice++) {
      slices[slice] = slices[slice].merge(other.slices[slice]);
    }
    return this;
  }

  /** For which scaling. */
  ScaleKind kind() {
    return subject.kind;
  }

  /** Each slice by its number. */
  Iterator<Tuple2<Integer, ColumnSummary>> numbered() {
    List<Tuple2<Integer, ColumnSummary>> all = new ArrayList<>();
    for (ColumnSummary slice : slices) {
      all.add(new Tuple2<>(all.size(), slice));
    }
    return all.iterator();
  }
}
