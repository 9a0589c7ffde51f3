package dev.lockstep.rows;

import dev.lockstep.io.InvalidInputException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Tuple2;

/**
 * Cuts a data set in two by chance: row i is a test row where {@code fraction(hash(seed, i)) < X},
 * by {@link SplitMix64}. Each part keeps the order of its rows and numbers them from 0; a row keeps
 * its place. Seed, X and the rows' numbers decide alone, so any task can tell, in any partitioning.
 */
public final class TestSplit implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How many rows are counted at once: a row far from the one before costs half as many hashes. */
  private static final int COUNTED = 1 << 14;

  private final double fraction;
  private final long seed;

  /** How many test rows come before each multiple of {@link #COUNTED}. */
  private final long[] before;

  private TestSplit(long size, double fraction, long seed) {
    this.fraction = fraction;
    this.seed = seed;
    before = new long[Math.toIntExact(size / COUNTED + 1)];
    for (int i = 1; i < before.length; i++) {
      long end = (long) i * COUNTED;
      before[i] = before[i - 1] + count(end - COUNTED, end);
    }
  }

  /**
   * Two parts of a data set.
   *
   * @param train the rows to learn from
   * @param test the others
   */
  public record Parts(Dataset train, Dataset test) {}

  /**
   * Cuts a data set, of which one more Spark job looks at the labels.
   *
   * @param whole all rows
   * @param fraction X, the share that is to become the test set: above 0, below 1
   * @param seed any number
   * @param slices into how many partitions to read the rows
   * @return two data sets called {@code "train"} and {@code "test"}, read from the whole
   * @throws InvalidInputException if one of them is empty, or only test rows have a label
   */
  public static Parts of(Dataset whole, double fraction, long seed, int slices) {
    return of(whole, fraction, seed, slices, true);
  }

  /** The same where labels are classes, each of which has to be learned, or numbers. */
  public static Parts of(
      Dataset whole, double fraction, long seed, int slices, boolean areClasses) {
    TestSplit split = new TestSplit(whole.size(), fraction, seed);
    long testRows = split.before(whole.size());
    if (testRows == 0 || testRows == whole.size()) {
      throw new InvalidInputException(
          "--test-fraction %s leaves no row to %s, of %s. %s, or name a test set with --test."
              .formatted(
                  fraction,
                  testRows == 0 ? "test on" : "learn from",
                  whole.size(),
                  testRows == 0 ? "Raise it" : "Lower it"));
    }
    Map<String, Long> trainLabels = new HashMap<>();
    Map<String, Long> testLabels = new HashMap<>();
    whole
        .blocks(slices)
        .mapPartitions(new FirstRows(split))
        .collect()
        .forEach(
            part -> {
              part._1.forEach((label, row) -> addLabel(trainLabels, label, row));
              part._2.forEach((label, row) -> addLabel(testLabels, label, row));
            });
    if (areClasses) {
      requireKnown(testLabels, trainLabels, whole);
    }
    DatasetInfo all = whole.info();
    return new Parts(
        whole.part(
            "train",
            info(all, all.rows() - testRows, trainLabels, all.skipped()),
            new Take(split, false)),
        whole.part("test", info(all, testRows, testLabels, 0), new Take(split, true)));
  }

  /** As many as show that there are too many for classes. */
  private static void addLabel(Map<String, Long> labels, String label, long row) {
    if (labels.size() <= Classes.MOST) {
      labels.merge(Classes.shortest(label), row, Math::min);
    }
  }

  private static DatasetInfo info(
      DatasetInfo all, long rows, Map<String, Long> labels, long skipped) {
    return new DatasetInfo(
        rows, all.shape(), all.sha256(), labels, all.columns(), skipped, all.understood());
  }

  private static void requireKnown(
      Map<String, Long> testLabels, Map<String, Long> trainLabels, Dataset whole) {
    for (Map.Entry<String, Long> label : whole.labels().entrySet()) {
      if (testLabels.containsKey(label.getKey()) && !trainLabels.containsKey(label.getKey())) {
        throw new InvalidInputException(
            "Only test rows have label %s, first seen in row %s. Lower --test-fraction, take another --seed, or name a test set with --test."
                .formatted(label.getKey(), label.getValue()));
      }
    }
  }

  private boolean isTest(long row) {
    return SplitMix64.fraction(SplitMix64.hash(seed, row)) < fraction;
  }

  /** How many test rows there are before a row. */
  private long before(long row) {
    int counted = (int) (row / COUNTED);
    return before[counted] + count((long) counted * COUNTED, row);
  }

  private long count(long from, long to) {
    long count = 0;
    for (long row = from; row < to; row++) {
      count += isTest(row) ? 1 : 0;
    }
    return count;
  }

  /** Numbers rows of either part, each from 0; quick where rows mostly follow each other. */
  private final class Cursor {
    private long row;
    private long before;

    long numberOf(long next) {
      before =
          next >= row && next - row < COUNTED
              ? before + count(row, next)
              : TestSplit.this.before(next);
      row = next;
      return isTest(row) ? before : row - before;
    }
  }

  /** The rows of one part, renumbered. */
  private record Take(TestSplit split, boolean test)
      implements FlatMapFunction<RowBlock, RowBlock> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<RowBlock> call(RowBlock block) {
      Cursor cursor = split.new Cursor();
      BlockBuilder builder = new BlockBuilder(block.width(), block.rows());
      long[] numbers = new long[block.rows()];
      long[] places = new long[block.rows()];
      for (int row = 0; row < block.rows(); row++) {
        if (split.isTest(block.number(row)) == test) {
          numbers[builder.rows()] = cursor.numberOf(block.number(row));
          places[builder.rows()] = block.place(row);
          builder.add(block, row, 1);
        }
      }
      int rows = builder.rows();
      return rows == 0
          ? List.<RowBlock>of().iterator()
          : List.of(
                  builder
                      .buildPlain(numbers[0])
                      .renumbered(Arrays.copyOf(numbers, rows), Arrays.copyOf(places, rows)))
              .iterator();
    }
  }

  /** Every label with the first row that has it, in the training part and in the test part. */
  private record FirstRows(TestSplit split)
      implements FlatMapFunction<Iterator<RowBlock>, Tuple2<Map<String, Long>, Map<String, Long>>> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Tuple2<Map<String, Long>, Map<String, Long>>> call(Iterator<RowBlock> blocks) {
      Cursor cursor = split.new Cursor();
      Map<String, Long> train = new HashMap<>();
      Map<String, Long> test = new HashMap<>();
      while (blocks.hasNext()) {
        RowBlock block = blocks.next();
        for (int row = 0; row < block.rows(); row++) {
          long number = block.number(row);
          addLabel(split.isTest(number) ? test : train, block.label(row), cursor.numberOf(number));
        }
      }
      return List.of(new Tuple2<>(train, test)).iterator();
    }
  }
}
