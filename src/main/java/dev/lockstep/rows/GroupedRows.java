package dev.lockstep.rows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.PairFunction;
import scala.Tuple2;

/**
 * A data set as {@link Examples}: its rows brought into their order by a shuffle, group g of s rows
 * holding rows s g up to s (g + 1), s by {@link RowBlock#rowsOf}.
 */
public final class GroupedRows implements Examples {
  private final Dataset data;
  private final int rowsOfGroup;

  /**
   * Looks at a data set.
   *
   * @param data rows as they were read, in any order and partitioning
   */
  public GroupedRows(Dataset data) {
    this.data = data;
    rowsOfGroup = RowBlock.rowsOf(data.features());
  }

  @Override
  public Facts facts() {
    return data.facts();
  }

  @Override
  public long groups() {
    return (data.size() - 1) / rowsOfGroup + 1;
  }

  @Override
  public void requireFits(int inputs, Classes classes) {
    data.requireFits(inputs, classes);
  }

  @Override
  public JavaRDD<RowBlock> read(JavaSparkContext spark, int slices) {
    return data.rows()
        .mapToPair(new ByIndex())
        .repartitionAndSortWithinPartitions(
            new Slices(slices, groups(), rowsOfGroup), Comparator.naturalOrder())
        .mapPartitions(new Group(rowsOfGroup, data.features()));
  }

  /** A row by its number. */
  private static final class ByIndex implements PairFunction<LabeledVector, Long, LabeledVector> {
    private static final long serialVersionUID = 1L;

    @Override
    public Tuple2<Long, LabeledVector> call(LabeledVector row) {
      return new Tuple2<>(row.index(), row);
    }
  }

  /** Slice s of S has groups floor(s G / S) up to floor((s + 1) G / S). */
  private static final class Slices extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int slices;
    private final long groups;
    private final int rowsOfGroup;

    Slices(int slices, long groups, int rowsOfGroup) {
      this.slices = slices;
      this.groups = groups;
      this.rowsOfGroup = rowsOfGroup;
    }

    @Override
    public int numPartitions() {
      return slices;
    }

    @Override
    public int getPartition(Object row) {
      long group = (Long) row / rowsOfGroup;
      return (int) (((group + 1) * slices - 1) / groups);
    }
  }

  /** Packs rows that follow each other. */
  private record Group(int rowsOfGroup, int features)
      implements FlatMapFunction<Iterator<Tuple2<Long, LabeledVector>>, RowBlock> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<RowBlock> call(Iterator<Tuple2<Long, LabeledVector>> rows) {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return rows.hasNext();
        }

        @Override
        public RowBlock next() {
          if (!rows.hasNext()) {
            throw new NoSuchElementException();
          }
          List<LabeledVector> group = new ArrayList<>();
          do {
            group.add(rows.next()._2);
          } while (group.size() < rowsOfGroup && rows.hasNext());
          return new RowBlock(group.get(0).index(), group.size(), features, new Vectors(group), 0);
        }
      };
    }
  }

  /** Rows as a data set has them. */
  private record Vectors(List<LabeledVector> rows) implements RowValues {
    private static final long serialVersionUID = 1L;

    @Override
    public void read(int from, int count, double[] x, int start) {
      int at = start;
      for (LabeledVector row : rows.subList(from, from + count)) {
        double[] numbers = row.features().toArray();
        System.arraycopy(numbers, 0, x, at, numbers.length);
        at += numbers.length;
      }
    }

    @Override
    public String label(int row) {
      return rows.get(row).label();
    }
  }
}
