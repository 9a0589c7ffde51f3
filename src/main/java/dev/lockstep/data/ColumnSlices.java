package dev.lockstep.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import scala.Tuple2;

/** The summaries of all columns of some rows, in slices of {@link ColumnSummary#COLUMNS}. */
final class ColumnSlices {
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
  record Subject(ScaleKind kind, String name, int features, Columns columns)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    /** How many slices there are. */
    int slices() {
      return (features - 1) / ColumnSummary.COLUMNS + 1;
    }
  }

  /** No rows yet. */
  ColumnSlices(Subject subject) {
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
      add(((DenseVector) numbers).values(), 0, row.index());
    } else {
      throw new InvalidInputException(
          "Row %s of the %s set has %s features, not %s. Give every row the same."
              .formatted(row.index(), subject.name, numbers.size(), subject.features));
    }
  }

  /**
   * Adds a row of all its numbers.
   *
   * @param numbers holds it
   * @param start where its first number is
   * @param row its number, for messages
   */
  void add(double[] numbers, int start, long row) {
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

  /** Each slice by its number. */
  Iterator<Tuple2<Integer, ColumnSummary>> numbered() {
    List<Tuple2<Integer, ColumnSummary>> all = new ArrayList<>();
    for (ColumnSummary slice : slices) {
      all.add(new Tuple2<>(all.size(), slice));
    }
    return all.iterator();
  }
}
