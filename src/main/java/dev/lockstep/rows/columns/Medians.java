package dev.lockstep.rows.columns;

import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.scale.ColumnStats;
import dev.lockstep.scale.RawColumns;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;

/**
 * The medians of the columns of some rows, exact whatever the partitioning: the number of rank
 * {@code (n - 1) / 2} of n, or where n is even the halves of that and the next, added. A number of
 * a rank is found a byte at a time, from the highest: each of eight Spark jobs counts, of the
 * numbers that begin with the bytes found so far, how many have each next byte.
 *
 * @param columns those of numbers, from 0
 * @param found the first bytes of both ranks of each
 * @param done how many bytes were found
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Medians(int[] columns, long[] found, int done)
    implements FlatMapFunction<Iterator<RowBlock>, long[]> {
  private static final long serialVersionUID = 1L;
  private static final int BYTES = 256;

  /** How many columns are looked at at once, each with 4 KB of counts. */
  private static final int MOST_COLUMNS = 4096;

  /**
   * Finds them.
   *
   * @param rows of a table
   * @param stats of these rows
   * @param slices into how many partitions to read them
   * @return a median for each column that rows hold; 0 for words and where nothing is present
   */
  static double[] of(Dataset rows, ColumnStats stats, int slices) {
    List<RawColumns.Raw> read = rows.raw().orElseThrow().read();
    double[] medians = new double[read.size()];
    int[] numbers =
        IntStream.range(0, medians.length)
            .filter(j -> !read.get(j).isWords() && stats.missing(j) < rows.size())
            .toArray();
    for (int from = 0; from < numbers.length; from += MOST_COLUMNS) {
      int to = Math.min(from + MOST_COLUMNS, numbers.length);
      int[] some = Arrays.copyOfRange(numbers, from, to);
      long[] found = find(rows, stats, slices, some);
      for (int c = 0; c < some.length; c++) {
        medians[some[c]] = between(number(found[2 * c]), number(found[2 * c + 1]));
      }
    }
    return medians;
  }

  /** The numbers of both ranks of each column, as {@link #ordered} bits. */
  private static long[] find(Dataset rows, ColumnStats stats, int slices, int[] columns) {
    long[] ranks = new long[2 * columns.length];
    for (int c = 0; c < columns.length; c++) {
      long present = rows.size() - stats.missing(columns[c]);
      ranks[2 * c] = (present - 1) / 2;
      ranks[2 * c + 1] = present / 2;
    }
    long[] found = new long[ranks.length];
    for (int done = 0; done < Long.BYTES; done++) {
      long[] counts =
          rows.blocks(slices)
              .mapPartitions(new Medians(columns, found.clone(), done))
              .treeReduce(Medians::sum);
      for (int k = 0; k < ranks.length; k++) {
        int next = 0;
        while (next < BYTES - 1 && ranks[k] >= counts[k * BYTES + next]) {
          ranks[k] -= counts[k * BYTES + next++];
        }
        found[k] = found[k] << 8 | next;
      }
    }
    return found;
  }

  private static double between(double low, double high) {
    return low == high ? low : low / 2 + high / 2;
  }

  private static long[] sum(long[] counts, long[] others) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += others[i];
    }
    return counts;
  }

  /** Bits that are ordered, as whole numbers without a sign, as the numbers are. */
  private static long ordered(double number) {
    long bits = Double.doubleToRawLongBits(number + 0.0);
    return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
  }

  private static double number(long ordered) {
    return Double.longBitsToDouble(ordered < 0 ? ordered ^ Long.MIN_VALUE : ~ordered);
  }

  @Override
  public Iterator<long[]> call(Iterator<RowBlock> blocks) {
    long[] counts = new long[found.length * BYTES];
    int below = Long.SIZE - 8 * (done + 1);
    while (blocks.hasNext()) {
      RowBlock block = blocks.next();
      double[] x = new double[block.rows() * block.width()];
      block.read(x);
      for (int row = 0; row < x.length; row += block.width()) {
        for (int c = 0; c < columns.length; c++) {
          double value = x[row + columns[c]];
          if (!Double.isNaN(value)) {
            long bits = ordered(value);
            for (int k = 2 * c; k <= 2 * c + 1; k++) {
              if (done == 0 || bits >>> (below + 8) == found[k]) {
                counts[k * BYTES + (int) (bits >>> below & 0xff)]++;
              }
            }
          }
        }
      }
    }
    return List.of(counts).iterator();
  }
}
