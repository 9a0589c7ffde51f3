package dev.lockstep.data;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.PairFlatMapFunction;
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
    Optional<ColumnSlices> known = data.summary().filter(slices -> slices.kind() == kind);
    if (known.isPresent()) {
      return finished(known.get().numbered(), new Finish(data.size()));
    }
    ColumnSlices.Subject subject =
        new ColumnSlices.Subject(kind, data.name(), data.features(), data.columns());
    int partitions = data.rows().getNumPartitions();
    Optional<JavaRDD<RowGroup>> groups =
        data.rawGroups().filter(same -> same.getNumPartitions() == partitions);
    JavaPairRDD<Integer, ColumnSummary> summaries =
        groups
            .map(same -> same.mapPartitionsToPair(new OfGroups(subject)))
            .orElseGet(() -> data.rows().mapPartitionsToPair(new OfRows(subject)));
    Finish finish = new Finish(data.size());
    if (subject.isSmall(partitions)) {
      return finished(summaries.collect().iterator(), finish);
    }
    return summaries
        .reduceByKey(new Merge(), Math.min(subject.slices(), partitions))
        .mapValues(finish)
        .collect();
  }

  private static List<Tuple2<Integer, double[][]>> finished(
      Iterator<Tuple2<Integer, ColumnSummary>> parts, Finish finish) {
    Map<Integer, ColumnSummary> merged = new TreeMap<>();
    parts.forEachRemaining(part -> merged.merge(part._1, part._2, ColumnSummary::merge));
    return merged.entrySet().stream()
        .map(slice -> new Tuple2<>(slice.getKey(), finish.call(slice.getValue())))
        .toList();
  }

  /** Sums up rows. */
  private record OfRows(ColumnSlices.Subject subject)
      implements PairFlatMapFunction<Iterator<LabeledVector>, Integer, ColumnSummary> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Tuple2<Integer, ColumnSummary>> call(Iterator<LabeledVector> rows) {
      ColumnSlices slices = new ColumnSlices(subject);
      rows.forEachRemaining(slices::add);
      return slices.numbered();
    }
  }

  /** Sums up groups of rows. */
  private record OfGroups(ColumnSlices.Subject subject)
      implements PairFlatMapFunction<Iterator<RowGroup>, Integer, ColumnSummary> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Tuple2<Integer, ColumnSummary>> call(Iterator<RowGroup> groups) {
      ColumnSlices slices = new ColumnSlices(subject);
      double[] numbers = {};
      while (groups.hasNext()) {
        RowGroup group = groups.next();
        int length = group.rows() * subject.features();
        numbers = numbers.length < length ? new double[length] : numbers;
        group.read(numbers);
        for (int row = 0; row < group.rows(); row++) {
          slices.add(numbers, row * subject.features(), group.first() + row);
        }
      }
      return slices.numbered();
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
