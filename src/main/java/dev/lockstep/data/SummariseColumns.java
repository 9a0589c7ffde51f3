package dev.lockstep.data;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import scala.Tuple2;

/**
 * Sums up the columns of one partition, slice by slice. The slices of all partitions meet in a
 * shuffle, so that two numbers a column are all that the driver gets.
 */
final class SummariseColumns
    implements PairFlatMapFunction<Iterator<LabeledVector>, Integer, ColumnSummary> {
  private static final long serialVersionUID = 1L;

  /** A slice that takes rows has buffers of 0.4 MB. */
  private static final int MOST_SLICES_BY_ROWS = 64;

  private final ScaleKind kind;
  private final String name;
  private final int features;
  private final Columns columns;

  private SummariseColumns(ScaleKind kind, Dataset data) {
    this.kind = kind;
    name = data.name();
    features = data.features();
    columns = data.columns();
  }

  /** By slice of {@link ColumnSummary#COLUMNS} columns, their offsets and divisors. */
  static List<Tuple2<Integer, double[][]>> of(ScaleKind kind, Dataset data) {
    int slices = (data.features() - 1) / ColumnSummary.COLUMNS + 1;
    return data.rows()
        .mapPartitionsToPair(new SummariseColumns(kind, data))
        .reduceByKey(new Merge(), Math.min(slices, data.rows().getNumPartitions()))
        .mapValues(new Finish(data.size()))
        .collect();
  }

  @Override
  public Iterator<Tuple2<Integer, ColumnSummary>> call(Iterator<LabeledVector> rows) {
    ColumnSummary[] slices = new ColumnSummary[(features - 1) / ColumnSummary.COLUMNS + 1];
    for (int slice = 0; slice < slices.length; slice++) {
      slices[slice] = ColumnSummary.of(kind, columnsIn(slice, features));
    }
    while (rows.hasNext()) {
      LabeledVector row = rows.next();
      Vector numbers = row.features();
      if (numbers instanceof SparseVector sparse) {
        for (int i = 0; i < sparse.indices().length; i++) {
          add(slices, sparse.indices()[i], sparse.values()[i], row.index());
        }
      } else {
        add(slices, ((DenseVector) numbers).values(), row.index());
      }
    }
    List<Tuple2<Integer, ColumnSummary>> all = new ArrayList<>();
    for (int slice = 0; slice < slices.length; slice++) {
      all.add(new Tuple2<>(slice, slices[slice]));
    }
    return all.iterator();
  }

  private static int columnsIn(int slice, int features) {
    return Math.min(ColumnSummary.COLUMNS, features - slice * ColumnSummary.COLUMNS);
  }

  private void add(ColumnSummary[] slices, double[] numbers, long row) {
    if (numbers.length != features) {
      throw new InvalidInputException(
          "Row %s of the %s set has %s features, not %s. Give every row the same."
              .formatted(row, name, numbers.length, features));
    }
    if (slices.length > MOST_SLICES_BY_ROWS) {
      for (int j = 0; j < numbers.length; j++) {
        add(slices, j, numbers[j], row);
      }
      return;
    }
    for (int j = 0; j < numbers.length; j++) {
      requireFinite(numbers[j], j, row);
    }
    for (int slice = 0; slice < slices.length; slice++) {
      slices[slice].addRow(numbers, slice * ColumnSummary.COLUMNS);
    }
  }

  private void add(ColumnSummary[] slices, int column, double number, long row) {
    requireFinite(number, column, row);
    if (number != 0) {
      slices[column / ColumnSummary.COLUMNS].add(column % ColumnSummary.COLUMNS, number);
    }
  }

  private void requireFinite(double number, int column, long row) {
    if (!Double.isFinite(number)) {
      throw new InvalidInputException(
          "Row %s of the %s set: column %s is %s, which cannot be scaled. Use finite numbers."
              .formatted(row, name, columns.nameOf(column), number));
    }
  }

  /** Brings two partitions together. */
  private static final class Merge
      implements Function2<ColumnSummary, ColumnSummary, ColumnSummary> {
    private static final long serialVersionUID = 1L;

    @Override
    public ColumnSummary call(ColumnSummary one, ColumnSummary other) {
      return one.merge(other);
    }
  }

  /** Offsets and divisors of the columns of a slice. */
  private static final class Finish implements Function<ColumnSummary, double[][]> {
    private static final long serialVersionUID = 1L;

    private final long rows;

    Finish(long rows) {
      this.rows = rows;
    }

    @Override
    public double[][] call(ColumnSummary summary) {
      return summary.finish(rows);
    }
  }
}
