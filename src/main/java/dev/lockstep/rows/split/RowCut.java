package dev.lockstep.rows.split;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.rows.BlockBuilder;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.DatasetInfo;
import dev.lockstep.rows.RowBlock;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Tuple2;

/**
 * Cuts a data set in two: rows that are kept to learn from and others. Each part keeps the order of
 * its rows and numbers them from 0; a row keeps its place. The rows' numbers decide alone, so any
 * task can tell, in any partitioning.
 */
final class RowCut implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How many rows are counted at once: a row far from the one before costs half as many looks. */
  private static final int COUNTED = 1 << 12;

  private final Chosen chosen;

  /** How many other rows come before each multiple of {@link #COUNTED}. */
  private final long[] before;

  /** Which rows are not learned from. */
  @FunctionalInterface
  interface Chosen extends Serializable {
    /** Whether a row is one of them, by its number. */
    boolean contains(long row);
  }

  /** Of so many rows. */
  private RowCut(long size, Chosen chosen) {
    this.chosen = chosen;
    before = new long[Math.toIntExact(size / COUNTED + 1)];
    for (int i = 1; i < before.length; i++) {
      long end = (long) i * COUNTED;
      before[i] = before[i - 1] + count(end - COUNTED, end);
    }
  }

  /**
   * Cuts a data set, of which one more Spark job looks at the labels.
   *
   * @param whole all rows
   * @param chosen which of them are not learned from
   * @param use what those are for
   * @param slices into how many partitions to read the rows
   * @param areClasses whether labels are classes, each of which has to be learned
   * @return two data sets, read from the whole
   * @throws InvalidInputException if one of them is empty, or only chosen rows have a label
   */
  static Parts of(Dataset whole, Chosen chosen, CutUse use, int slices, boolean areClasses) {
    RowCut cut = new RowCut(whole.size(), chosen);
    long taken = cut.before(whole.size());
    if (taken == 0 || taken == whole.size()) {
      throw use.emptyPart(taken, whole.size());
    }
    Map<String, Long> restLabels = new HashMap<>();
    Map<String, Long> chosenLabels = new HashMap<>();
    whole
        .blocks(slices)
        .mapPartitions(new FirstRows(cut))
        .collect()
        .forEach(
            part -> {
              part._1.forEach((label, row) -> addLabel(restLabels, label, row));
              part._2.forEach((label, row) -> addLabel(chosenLabels, label, row));
            });
    if (areClasses) {
      whole.labels().entrySet().stream()
          .filter(label -> !restLabels.containsKey(label.getKey()))
          .filter(label -> chosenLabels.containsKey(label.getKey()))
          .findFirst()
          .ifPresent(
              label -> {
                throw use.unlearned(label.getKey(), label.getValue());
              });
    }
    DatasetInfo all = whole.info();
    return new Parts(
        whole.part(
            "train",
            info(all, all.rows() - taken, restLabels, all.skipped()),
            new Take(cut, false)),
        whole.part(use.set(), info(all, taken, chosenLabels, 0), new Take(cut, true)));
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

  /** How many chosen rows there are before a row. */
  private long before(long row) {
    int counted = (int) (row / COUNTED);
    return before[counted] + count((long) counted * COUNTED, row);
  }

  private long count(long from, long to) {
    long count = 0;
    for (long row = from; row < to; row++) {
      count += chosen.contains(row) ? 1 : 0;
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
              : RowCut.this.before(next);
      row = next;
      return chosen.contains(row) ? before : row - before;
    }
  }

  /** The rows of one part, renumbered. */
  private record Take(RowCut cut, boolean isChosen) implements FlatMapFunction<RowBlock, RowBlock> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<RowBlock> call(RowBlock block) {
      Cursor cursor = cut.new Cursor();
      BlockBuilder builder = new BlockBuilder(block.width(), block.rows());
      long[] numbers = new long[block.rows()];
      long[] places = new long[block.rows()];
      for (int row = 0; row < block.rows(); row++) {
        if (cut.chosen.contains(block.number(row)) == isChosen) {
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

  /** Every label with the first row that has it, in the rest and in the chosen part. */
  private record FirstRows(RowCut cut)
      implements FlatMapFunction<Iterator<RowBlock>, Tuple2<Map<String, Long>, Map<String, Long>>> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Tuple2<Map<String, Long>, Map<String, Long>>> call(Iterator<RowBlock> blocks) {
      Cursor cursor = cut.new Cursor();
      Map<String, Long> rest = new HashMap<>();
      Map<String, Long> taken = new HashMap<>();
      while (blocks.hasNext()) {
        RowBlock block = blocks.next();
        for (int row = 0; row < block.rows(); row++) {
          long number = block.number(row);
          addLabel(
              cut.chosen.contains(number) ? taken : rest,
              block.label(row),
              cursor.numberOf(number));
        }
      }
      return List.of(new Tuple2<>(rest, taken)).iterator();
    }
  }
}
