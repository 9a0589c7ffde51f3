package dev.lockstep.rows.split;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Permutation;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import scala.Tuple2;

/**
 * Keeps the same share of the rows of every class to validate on. Of class c, from 0, the rows in
 * file order are r = 0 ... n - 1; r is a validation row where {@code place(r) < floor(X n + 0.5)},
 * by the {@link Permutation} of N = n whose seed is {@code hash(seed, 1)} and whose epoch is c.
 * Rows that have no classes are all of class 0.
 */
public final class ValidationSplit {
  /** How many rows' classes are brought to the driver as one. */
  private static final int GROUP = 1 << 14;

  private ValidationSplit() {}

  /**
   * Cuts a data set: of classes, a few Spark jobs more look at the labels. The driver keeps a bit
   * for every row.
   *
   * @param whole all rows
   * @param fraction X, the share that is to become the validation set: above 0, below 1
   * @param seed any number
   * @param slices into how many partitions to read the rows
   * @param classes of the rows; empty for numbers
   * @return two data sets called {@code "train"} and {@code "validation"}, read from the whole,
   *     each in its order and numbered from 0
   * @throws InvalidInputException if one of them is empty, or only validation rows have a label
   */
  public static Parts of(
      Dataset whole, double fraction, long seed, int slices, Optional<Classes> classes) {
    return RowCut.of(
        whole,
        classes.isPresent()
            ? ofClasses(whole, fraction, seed, slices, classes.get())
            : new OfClass(seed, 0, whole.size(), fraction),
        new CutUse(
            "validation", "validation-fraction", fraction, "validate on", "validation", false),
        slices,
        classes.isPresent());
  }

  /** Which rows of a class are chosen, by their numbers in the class. */
  private record OfClass(Permutation order, long count) implements RowCut.Chosen {
    private static final long serialVersionUID = 1L;

    OfClass(long seed, int c, long size, double fraction) {
      this(
          new Permutation(SplitMix64.hash(seed, 1), c, size),
          (long) Math.floor(fraction * size + 0.5));
    }

    @Override
    public boolean contains(long row) {
      return order.placeOf(row) < count;
    }
  }

  /** Which rows of a set with classes are chosen: a bit for every row. */
  private static RowCut.Chosen ofClasses(
      Dataset whole, double fraction, long seed, int slices, Classes classes) {
    long[] sizes = new long[classes.size()];
    whole
        .labelCounts(slices)
        .forEach((label, count) -> sizes[classes.indexOf(label).orElseThrow()] += count);
    OfClass[] chosen = new OfClass[sizes.length];
    for (int c = 0; c < sizes.length; c++) {
      chosen[c] = sizes[c] == 0 ? null : new OfClass(seed, c, sizes[c], fraction);
    }
    Iterator<int[]> groups =
        whole
            .blocks(slices)
            .flatMapToPair(new ClassesOfRows(classes))
            .groupByKey(slices)
            .sortByKey()
            .map(group -> inOrder(group._2))
            .toLocalIterator();
    long[] words = new long[Math.toIntExact((whole.size() - 1) / Long.SIZE + 1)];
    long[] seen = new long[sizes.length];
    long row = 0;
    while (groups.hasNext()) {
      for (int c : groups.next()) {
        if (chosen[c].contains(seen[c]++)) {
          words[(int) (row / Long.SIZE)] |= 1L << (row % Long.SIZE);
        }
        row++;
      }
    }
    return number -> (words[(int) (number / Long.SIZE)] >>> (number % Long.SIZE) & 1) == 1;
  }

  /** The classes of a group's rows, which some tasks have found, in the order of the rows. */
  private static int[] inOrder(Iterable<int[]> found) {
    int[] classes = new int[GROUP];
    int rows = 0;
    for (int[] part : found) {
      for (int i = 0; i < part.length; i += 2) {
        classes[part[i]] = part[i + 1];
      }
      rows += part.length / 2;
    }
    return Arrays.copyOf(classes, rows);
  }

  /** By the number of its group: of every row its number there and its class, one after another. */
  private record ClassesOfRows(Classes classes)
      implements PairFlatMapFunction<RowBlock, Long, int[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Tuple2<Long, int[]>> call(RowBlock block) {
      Map<Long, List<Integer>> groups = new HashMap<>();
      for (int row = 0; row < block.rows(); row++) {
        long number = block.number(row);
        List<Integer> group = groups.computeIfAbsent(number / GROUP, first -> new ArrayList<>());
        group.add((int) (number % GROUP));
        group.add(classes.indexOf(block.label(row)).orElseThrow());
      }
      return groups.entrySet().stream()
          .map(
              group ->
                  new Tuple2<>(
                      group.getKey(),
                      group.getValue().stream().mapToInt(Integer::intValue).toArray()))
          .iterator();
    }
  }
}
