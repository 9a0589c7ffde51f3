package dev.lockstep.rows.columns;

import dev.lockstep.linalg.SparseRows;
import dev.lockstep.rows.Numbers;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.RowValues;
import dev.lockstep.scale.RawColumns;
import dev.lockstep.scale.SourceColumn;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Makes x of the rows of a task, block by block. Not thread-safe. */
final class RowMaker {
  private final List<EncodedColumn> columns;
  private final int width;
  private final boolean isSparse;
  private int[] places = {};
  private double[] numbers = {};
  private int count;

  /**
   * For rows of these columns.
   *
   * @param sources what training has made of them
   * @param raw what rows hold of each
   */
  RowMaker(List<SourceColumn> sources, RawColumns raw) {
    columns = EncodedColumn.all(sources, raw);
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
    int[][] placesOfWords =
        columns.stream().map(column -> column.placesOf(block)).toArray(int[][]::new);
    count = 0;
    int[] starts = new int[end + 1];
    double[] dense = new double[isSparse ? 0 : end * width];
    for (int row = 0; row < end; row++) {
      for (int k = 0; k < placesOfWords.length; k++) {
        EncodedColumn column = columns.get(k);
        double value = x[row * given + column.at()];
        boolean isMissing = Double.isNaN(value);
        if (column.isNumber()) {
          add(column.source().from(), isMissing ? column.source().fill() : value);
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
    if (place == EncodedColumn.NONE || number == 0) {
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
