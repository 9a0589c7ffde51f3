package dev.lockstep.evaluate.order;

import dev.lockstep.rows.SplitMix64;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import scala.Tuple2;

/**
 * Scored rows, sorted by one or more columns of values at once, whatever their number: neither a
 * task nor the driver holds more than a range of them.
 *
 * <p>Each column is cut into ranges of about {@link #RANGE} rows, by a sample of rows that a hash
 * of their places chooses: the data alone decide where. Tasks sort runs of rows, with equal values
 * together, and cut them into the ranges; one shuffle brings the pieces of each range to one task.
 * A first job adds up the weights of each range; then a {@link Look} goes through the values in
 * order, and knows what weighs less. All sums are exact, so neither partitions nor the order in
 * which tasks end change a bit.
 */
public final class Ranking {
  /** About how many rows are in a range, and at most how many in a run. */
  private static final int RANGE = 1 << 17;

  /** About how many outputs are in a run at most. */
  private static final int NUMBERS = 1 << 21;

  /** About how many rows of a sample fall in a range. */
  private static final int SAMPLED = 64;

  private final JavaRDD<SortedRun> pieces;
  private final WeightUnit unit;

  /** Of each column, the first of its ranges; behind them the number of all ranges. */
  private final List<Integer> firsts = new ArrayList<>(List.of(0));

  /** Of each range the weights of the lower ranges of its column. */
  private final List<Totals> before = new ArrayList<>();

  private final List<Totals> totals = new ArrayList<>();

  /**
   * Sorts rows, in one Spark job, or two where there are many.
   *
   * @param set the rows
   * @param columns what they are sorted by
   */
  public Ranking(ScoredSet set, List<RankedValue> columns) {
    unit = set.unit();
    List<double[]> bounds = bounds(set, columns);
    for (int column = 0; column < columns.size(); column++) {
      firsts.add(firsts.get(column) + bounds.get(column).length + 1);
    }
    JavaPairRDD<Integer, SortedRun> byRange =
        set.rows().mapPartitions(Runs::new).flatMapToPair(new Cut(columns, bounds, firsts, unit));
    pieces = byRange.partitionBy(new HashPartitioner(firsts.get(columns.size()))).values();
    List<Totals> ofRanges = pieces.mapPartitions(runs -> List.of(total(runs)).iterator()).collect();
    for (int column = 0; column < columns.size(); column++) {
      Totals sum = Totals.NONE;
      for (int range = firsts.get(column); range < firsts.get(column + 1); range++) {
        before.add(sum);
        sum = sum.plus(ofRanges.get(range));
      }
      totals.add(sum);
    }
  }

  /** Of each column the weights of all rows: the same, but each has its own positive ones. */
  public List<Totals> totals() {
    return Collections.unmodifiableList(totals);
  }

  /** The unit of the weights. */
  public WeightUnit unit() {
    return unit;
  }

  /**
   * Looks at all values, in one Spark job.
   *
   * @return of each column what was made of its ranges, the lowest first
   */
  public <R> List<List<R>> look(Look<R> look) {
    List<Totals> lower = before;
    List<Integer> starts = firsts;
    List<R> looks =
        pieces
            .mapPartitionsWithIndex(
                (range, runs) -> {
                  List<SortedRun> all = new ArrayList<>();
                  runs.forEachRemaining(all::add);
                  int column = columnOf(starts, range);
                  return List.of(look.at(column, lower.get(range), SortedRun.merge(all)))
                      .iterator();
                },
                true)
            .collect();
    return IntStream.range(0, totals.size())
        .mapToObj(column -> looks.subList(firsts.get(column), firsts.get(column + 1)))
        .toList();
  }

  private static int columnOf(List<Integer> firsts, int range) {
    int column = 0;
    while (range >= firsts.get(column + 1)) {
      column++;
    }
    return column;
  }

  private static Totals total(Iterator<SortedRun> runs) {
    Totals sum = Totals.NONE;
    while (runs.hasNext()) {
      sum = sum.plus(runs.next().totals());
    }
    return sum;
  }

  /** Of each column the greatest value of every range but the last. */
  private static List<double[]> bounds(ScoredSet set, List<RankedValue> columns) {
    int ranges = Math.toIntExact(set.size() / RANGE + 1);
    if (ranges == 1) {
      return columns.stream().map(column -> new double[0]).toList();
    }
    double share = (double) SAMPLED * ranges / set.size();
    List<double[]> sample =
        set.rows().flatMap(group -> sample(group, columns, share).iterator()).collect();
    List<double[]> bounds = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      int k = column;
      double[] sorted = sample.stream().mapToDouble(values -> values[k]).sorted().toArray();
      bounds.add(
          IntStream.range(1, ranges)
              .filter(range -> sorted.length > 0)
              .mapToDouble(range -> sorted[(int) ((long) range * sorted.length / ranges)])
              .distinct()
              .toArray());
    }
    return bounds;
  }

  /** The values of some rows of a group, all columns of each. */
  private static List<double[]> sample(ScoredRows group, List<RankedValue> columns, double share) {
    return IntStream.range(0, group.rows())
        .filter(row -> SplitMix64.fraction(SplitMix64.hash(group.place(row))) < share)
        .mapToObj(
            row -> columns.stream().mapToDouble(column -> column.of(group, row) + 0.0).toArray())
        .toList();
  }

  /** Cuts a run into the ranges of all columns, one column after the other. */
  private record Cut(
      List<RankedValue> columns, List<double[]> bounds, List<Integer> firsts, WeightUnit unit)
      implements PairFlatMapFunction<List<ScoredRows>, Integer, SortedRun> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Tuple2<Integer, SortedRun>> call(List<ScoredRows> run) {
      return IntStream.range(0, columns.size())
          .boxed()
          .flatMap(column -> pieces(run, column).stream())
          .iterator();
    }

    private List<Tuple2<Integer, SortedRun>> pieces(List<ScoredRows> rows, int column) {
      SortedRun run = SortedRun.of(rows, columns.get(column), unit);
      List<Tuple2<Integer, SortedRun>> cut = new ArrayList<>();
      int from = 0;
      for (int range = firsts.get(column); range < firsts.get(column + 1); range++) {
        int bound = range - firsts.get(column);
        boolean isLast = range == firsts.get(column + 1) - 1;
        int to = isLast ? run.size() : run.countUpTo(bounds.get(column)[bound]);
        if (to > from) {
          cut.add(new Tuple2<>(range, run.slice(from, to)));
        }
        from = to;
      }
      return cut;
    }
  }

  /** Groups of a partition, some {@link #RANGE} rows or {@link #NUMBERS} outputs at a time. */
  private static final class Runs implements Iterator<List<ScoredRows>> {
    private final Iterator<ScoredRows> groups;

    Runs(Iterator<ScoredRows> groups) {
      this.groups = groups;
    }

    @Override
    public boolean hasNext() {
      return groups.hasNext();
    }

    @Override
    public List<ScoredRows> next() {
      List<ScoredRows> run = new ArrayList<>();
      int rows = 0;
      int numbers = 0;
      while (rows < RANGE && numbers < NUMBERS && groups.hasNext()) {
        ScoredRows group = groups.next();
        run.add(group);
        rows += group.rows();
        numbers += group.numbers();
      }
      return run;
    }
  }
}
