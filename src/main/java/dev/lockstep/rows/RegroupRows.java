package dev.lockstep.rows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import scala.Tuple2;

/**
 * Brings rows into order and into groups by a shuffle: group g of s rows holds rows s g up to s (g
 * + 1), s by {@link RowBlock#rowsOf}.
 */
final class RegroupRows {
  private RegroupRows() {}

  /**
   * The rows in groups.
   *
   * @param size N
   * @param width numbers in a row
   * @param slices the partitions, at most as many as there are groups
   */
  static JavaRDD<RowBlock> of(JavaRDD<RowBlock> blocks, long size, int width, int slices) {
    int rowsOfGroup = RowBlock.rowsOf(width);
    long groups = (size - 1) / rowsOfGroup + 1;
    return blocks
        .flatMapToPair(new Cut(rowsOfGroup))
        .repartitionAndSortWithinPartitions(
            new Slices((int) Math.min(slices, groups), groups, rowsOfGroup),
            Comparator.naturalOrder())
        .mapPartitions(new Join(rowsOfGroup, width));
  }

  /** Pieces of rows that follow each other within a group, by the number of their first row. */
  private record Cut(int rowsOfGroup) implements PairFlatMapFunction<RowBlock, Long, RowBlock> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Tuple2<Long, RowBlock>> call(RowBlock block) {
      List<Tuple2<Long, RowBlock>> pieces = new ArrayList<>();
      int from = 0;
      for (int row = 1; row <= block.rows(); row++) {
        if (row == block.rows()
            || block.number(row) != block.number(row - 1) + 1
            || block.number(row) % rowsOfGroup == 0) {
          BlockBuilder piece = new BlockBuilder(block.width(), row - from);
          piece.add(block, from, row - from);
          pieces.add(new Tuple2<>(block.number(from), piece.build(block.number(from))));
          from = row;
        }
      }
      return pieces.iterator();
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

  /** Joins the pieces of each group. */
  private record Join(int rowsOfGroup, int width)
      implements FlatMapFunction<Iterator<Tuple2<Long, RowBlock>>, RowBlock> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<RowBlock> call(Iterator<Tuple2<Long, RowBlock>> pieces) {
      return new FindingIterator<>() {
        private final BlockBuilder group = new BlockBuilder(width, rowsOfGroup);
        private RowBlock ahead = pieces.hasNext() ? pieces.next()._2 : null;

        @Override
        protected RowBlock find() {
          if (ahead == null) {
            return null;
          }
          long first = ahead.first();
          while (ahead != null && ahead.first() / rowsOfGroup == first / rowsOfGroup) {
            group.add(ahead, 0, ahead.rows());
            ahead = pieces.hasNext() ? pieces.next()._2 : null;
          }
          return group.buildPlain(first);
        }
      };
    }
  }
}
