package dev.lockstep.rows.columns;

import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.scale.ColumnStats;
import dev.lockstep.scale.RawColumns;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;

/**
 * The medians of the columns of some rows, exact whatever the partitioning: the number of rank
 * {@code (n - 1) / 2} of n, or where n is even the halves of that and the next, added. A number of
 * a rank is found a byte at a time, from the highest: each of eight Spark jobs counts, of the
 * numbers that begin with the bytes found so far, how many have each next byte.
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Medians(RawColumns raw, long[] found, int done)
    implements FlatMapFunction<Iterator<RowBlock>, long[]> {
  private static final long serialVersionUID = 1L;
  private static final int BYTES = 256;

  /**
   * Finds them.
   *
   * @param rows of a table
   * @param stats of these rows
   * @param slices into how many partitions to read them
   * @return a median for each column that rows hold; 0 for words and where nothing is present
   */
  static double[] of(Dataset rows, ColumnStats stats, int slices) {
    RawColumns raw = rows.raw().orElseThrow();
    int width = raw.read().size();
    long[] ranks = new long[2 * width];
    for (int j = 0; j < width; j++) {
      long present = rows.size() - stats.missing(j);
      ranks[2 * j] = (present - 1) / 2;
      ranks[2 * j + 1] = present / 2;
    }
    long[] found = new long[ranks.length];
    for (int done = 0; done < Long.BYTES; done++) {
      long[] counts =
          rows.blocks(slices)
              .mapPartitions(new Medians(raw, found.clone(), done))
              .treeReduce(Medians::sum);
      for (int k = 0; k < ranks.length; k++) {
        int next = 0;
        while (next < BYTES - 1 && ranks[k] >= counts[k * BYTES + next]) {
          ranks[k] -= counts[k * BYTES + next++];
        }
        found[k] = found[k] << 8 | next;
      }
    }
    return IntStream.range(0, width)
        .mapToDouble(
            j ->
                raw.read().get(j).isWords() || stats.missing(j) == rows.size()
                    ? 0
                    : between(number(found[2 * j]), number(found[2 * j + 1])))
        .toArray();
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
    int width = raw.read().size();
    boolean[] areWords = new boolean[width];
    for (int j = 0; j < width; j++) {
      areWords[j] = raw.read().get(j).isWords();
    }
    long[] counts = new long[found.length * BYTES];
    int below = Long.SIZE - 8 * (done + 1);
    while (blocks.hasNext()) {
      RowBlock block = blocks.next();
      double[] x = new double[block.rows() * width];
      block.read(x);
      for (int i = 0; i < x.length; i++) {
        int j = i % width;
        if (!areWords[j] && !Double.isNaN(x[i])) {
          long bits = ordered(x[i]);
          for (int k = 2 * j; k <= 2 * j + 1; k++) {
            if (done == 0 || bits >>> (below + 8) == found[k]) {
              counts[k * BYTES + (int) (bits >>> below & 0xff)]++;
            }
          }
        }
      }
    }
    return List.of(counts).iterator();
  }
}
