package dev.lockstep.rows;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;

/**
 * Sums up the columns of each partition, slice by slice. The driver merges the slices of all
 * partitions where they are few; else they meet in a shuffle, so that two numbers a column are all
 * that it gets.
 */
final class SummariseColumns {
  private SummariseColumns() {}

  /** By slice of {@link ColumnSummary#COLUMNS} columns, their offsets and divisors. */
  static List<Tuple2<Integer, double[][]>> of(ScaleKind kind, Dataset data) {
    Finish finish = new Finish(data.size());
    Optional<ColumnSlices> known = data.summary().filter(slices -> slices.kind() == kind);
    if (known.isPresent()) {
      return finished(known.get(), finish);
    }
    ColumnSlices.Subject subject =
        new ColumnSlices.Subject(kind, data.name(), data.features(), data.columns());
    int partitions = data.rows().getNumPartitions();
    JavaRDD<ColumnSlices> parts =
        data.rawGroups()
            .filter(groups -> groups.getNumPartitions() == partitions)
            .map(groups -> groups.mapPartitions(new OfGroups(subject)))
            .orElseGet(() -> data.rows().mapPartitions(new OfRows(subject)));
    if (subject.isSmall(partitions)) {
      return finished(parts.collect().stream().reduce(ColumnSlices::merge).orElseThrow(), finish);
    }
    return parts
        .flatMapToPair(ColumnSlices::numbered)
        .reduceByKey(new Merge(), Math.min(subject.slices(), partitions))
        .mapValues(finish)
        .collect();
  }

  private static List<Tuple2<Integer, double[][]>> finished(ColumnSlices slices, Finish finish) {
    List<Tuple2<Integer, double[][]>> all = new ArrayList<>();
    slices
        .numbered()
        .forEachRemaining(slice -> all.add(new Tuple2<>(slice._1, finish.call(slice._2))));
    return all;
  }

  /** Sums up rows. */
  private record OfRows(ColumnSlices.Subject subject)
      implements FlatMapFunction<Iterator<LabeledVector>, ColumnSlices> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<ColumnSlices> call(Iterator<LabeledVector> rows) {
      ColumnSlices slices = new ColumnSlices(subject);
      rows.forEachRemaining(slices::add);
      return List.of(slices).iterator();
    }
  }

  /** Sums up groups of rows. */
  private record OfGroups(ColumnSlices.Subject subject)
      implements FlatMapFunction<Iterator<RowBlock>, ColumnSlices> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<ColumnSlices> call(Iterator<RowBlock> groups) {
      ColumnSlices slices = new ColumnSlices(subject);
      double[] numbers = {};
      while (groups.hasNext()) {
        RowBlock group = groups.next();
        int length = group.rows() * subject.features();
        numbers = numbers.length < length ? new double[length] : numbers;
        group.read(numbers);
        slices.addRows(numbers, group.rows(), group.first());
      }
      return List.of(slices).iterator();
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
