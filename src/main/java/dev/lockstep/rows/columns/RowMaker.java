package dev.lockstep.rows.columns;

import dev.lockstep.linalg.SparseRows;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Numbers;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.RowValues;
import dev.lockstep.scale.RawColumns;
import dev.lockstep.scale.SourceColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Makes x of the rows of a task, block by block. Not thread-safe. */
final class RowMaker {
  private static final int NONE = -1;

  private final List<Column> columns = new ArrayList<>();
  private final int width;
  private final boolean isSparse;
  private int[] places = {};
  private double[] numbers = {};
  private int count;

  /**
   * A column that is made something of.
   *
   * @param at where its value stands in a row
   * @param places the column of x of each level; empty for numbers
   * @param areNumbers whether levels are numbers, which are looked up in their shortest form
   */
  private record Column(
      SourceColumn source, int at, Map<String, Integer> places, boolean areNumbers) {
    static Column of(SourceColumn source, int at) {
      Map<String, Integer> places = new HashMap<>();
      for (String level : source.levels()) {
        places.put(level, source.from() + places.size());
      }
      int other = source.from() + source.levels().size();
      source.others().forEach(level -> places.put(level, other));
      return new Column(source, at, places, places.keySet().stream().allMatch(Classes::isNumber));
    }

    boolean isNumber() {
      return source.type() != SourceColumn.Type.CATEGORY;
    }

    /** The column of x of a level; none if training never saw it. */
    int placeOf(String level) {
      return places.getOrDefault(areNumbers ? Classes.shortest(level) : level, NONE);
    }

    /** The column of x that says where this is missing; none if training never lacked it. */
    int placeOfMissing() {
      return source.hasMissing() ? source.to() - 1 : NONE;
    }
  }

  /**
   * For rows of these columns.
   *
   * @param sources what training has made of them
   * @param raw what rows hold of each
   */
  RowMaker(List<SourceColumn> sources, RawColumns raw) {
    int at = 0;
    for (int i = 0; i < sources.size(); i++) {
      SourceColumn source = sources.get(i);
      if (source.to() > source.from()) {
        columns.add(Column.of(source, at));
      }
      at += raw.all().get(i).isRead() ? 1 : 0;
    }
    width = sources.get(sources.size() - 1).to();
    isSparse = SparseRows.isWorthSparse(1, width, columns.size());
  }

  /** The same rows of x, in as many blocks as their width needs. */
  List<RowBlock> make(RowBlock block) {
    RowBlock made = block.withValues(values(block));
    int size = RowBlock.rowsOf(width);
    return IntStream.iterate(0, from -> from < block.rows(), from -> from + size)
        .mapToObj(from -> made.slice(from, Math.min(size, block.rows() - from)))
        .toList();
  }

  private RowValues values(RowBlock block) {
    int end = block.offset() + block.rows();
    int given = block.width();
    double[] x = new double[end * given];
    block.values().read(0, end, x, 0);
    int[][] placesOfWords = new int[columns.size()][];
    for (int k = 0; k < placesOfWords.length; k++) {
      Column column = columns.get(k);
      String[] words = block.values().words(column.at);
      if (!column.isNumber()) {
        placesOfWords[k] = Arrays.stream(words).mapToInt(column::placeOf).toArray();
      }
    }
    count = 0;
    int[] starts = new int[end + 1];
    double[] dense = new double[isSparse ? 0 : end * width];
    for (int row = 0; row < end; row++) {
      for (int k = 0; k < placesOfWords.length; k++) {
        Column column = columns.get(k);
        double value = x[row * given + column.at];
        boolean isMissing = Double.isNaN(value);
        if (column.isNumber()) {
          add(column.source.from(), isMissing ? column.source.fill() : value);
        } else if (!isMissing) {
          add(placesOfWords[k][(int) value], 1);
        }
        if (isMissing) {
          add(column.placeOfMissing(), 1);
        }
      }
      starts[row + 1] = count;
      for (int i = 0; i < count && !isSparse; i++) {
        dense[row * width + places[i]] = numbers[i];
      }
      count = isSparse ? count : 0;
    }
    return isSparse
        ? RowValues.sparse(
            width,
            starts,
            Arrays.copyOf(places, count),
            Numbers.of(Arrays.copyOf(numbers, count), count))
        : RowValues.dense(width, Numbers.of(dense, dense.length));
  }

  private void add(int place, double number) {
    if (place == NONE || number == 0) {
      return;
    }
    if (count == places.length) {
      places = Arrays.copyOf(places, 2 * count + 64);
      numbers = Arrays.copyOf(numbers, places.length);
    }
    places[count] = place;
    numbers[count++] = number;
  }
}
