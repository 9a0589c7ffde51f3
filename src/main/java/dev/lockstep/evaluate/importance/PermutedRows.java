package dev.lockstep.evaluate.importance;

import dev.lockstep.rows.Permutation;
import dev.lockstep.rows.RowBlock;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.ml.linalg.Vector;
import scala.Tuple2;

/**
 * Brings the numbers of row place(r) of a {@link Permutation} to row r, by a shuffle that Spark
 * sorts within each partition, on the disk where memory does not suffice: no task and no driver
 * holds more than a few rows.
 */
final class PermutedRows {
  private final JavaRDD<RowBlock> groups;
  private final Ends ends;

  /**
   * Counts the rows of each partition, in one Spark job.
   *
   * @param groups rows by their numbers from 0, from partition to partition
   */
  PermutedRows(JavaRDD<RowBlock> groups) {
    this.groups = groups;
    long[] sums =
        groups.mapPartitions(new CountRows()).collect().stream()
            .mapToLong(Long::longValue)
            .toArray();
    for (int partition = 1; partition < sums.length; partition++) {
      sums[partition] += sums[partition - 1];
    }
    ends = new Ends(sums);
  }

  /**
   * Goes through all rows, in one Spark job with a shuffle.
   *
   * @param order which row's numbers come to each row
   * @param work takes the groups of a partition, and the numbers that come to their rows, row by
   *     row
   * @param merge makes one of what was made of two partitions
   */
  <R> R gather(
      Permutation order,
      FlatMapFunction2<Iterator<RowBlock>, Iterator<Vector>, R> work,
      Function2<R, R, R> merge) {
    JavaPairRDD<Long, Vector> moved =
        groups.flatMapToPair(new Move(order)).repartitionAndSortWithinPartitions(ends);
    try {
      return groups.zipPartitions(moved.values(), work).treeReduce(merge);
    } finally {
      // Spark would do so when the driver's garbage is collected.
      moved.rdd().cleanShuffleDependencies(false);
    }
  }

  /** How many rows a partition has. */
  private record CountRows() implements FlatMapFunction<Iterator<RowBlock>, Long> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Long> call(Iterator<RowBlock> blocks) {
      long rows = 0;
      while (blocks.hasNext()) {
        rows += blocks.next().rows();
      }
      return List.of(rows).iterator();
    }
  }

  /** The numbers of each row, with the number of the row that takes them. */
  private record Move(Permutation order) implements PairFlatMapFunction<RowBlock, Long, Vector> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Tuple2<Long, Vector>> call(RowBlock block) {
      return IntStream.range(0, block.rows())
          .mapToObj(
              row -> new Tuple2<>(order.rowAt(block.number(row)), block.vector(row).features()))
          .iterator();
    }
  }

  /** Cuts rows as they are cut already: partition p ends before row {@code ends[p]}. */
  private static final class Ends extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final long[] ends;

    Ends(long[] ends) {
      this.ends = ends;
    }

    @Override
    public int numPartitions() {
      return ends.length;
    }

    /** The first that ends behind the row: those that follow with the same end are empty. */
    @Override
    public int getPartition(Object row) {
      int found = Arrays.binarySearch(ends, (Long) row + 1);
      int partition = found < 0 ? -found - 1 : found;
      while (partition > 0 && ends[partition - 1] > (Long) row) {
        partition--;
      }
      return partition;
    }
  }
}
