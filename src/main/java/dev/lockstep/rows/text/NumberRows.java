package dev.lockstep.rows.text;

import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.RowBlock;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;

/** What blocks give to those who ask for rows: each with its number in the whole table. */
final class NumberRows {
  private NumberRows() {}

  /** Rows one by one. */
  static final class AsVectors implements FlatMapFunction<ParsedRows, LabeledVector> {
    private static final long serialVersionUID = 1L;

    private final long[] firstRows;
    private final int width;

    AsVectors(long[] firstRows, int width) {
      this.firstRows = firstRows;
      this.width = width;
    }

    @Override
    public Iterator<LabeledVector> call(ParsedRows block) {
      long first = firstRows[block.piece()] + block.first();
      return IntStream.range(0, block.rows())
          .mapToObj(
              row ->
                  new LabeledVector(
                      first + row, block.values().label(row), block.values().vector(row, width)))
          .iterator();
    }
  }

  /** Rows in groups: each block is one, or several where rows are wide. */
  static final class AsGroups implements FlatMapFunction<ParsedRows, RowBlock> {
    private static final long serialVersionUID = 1L;

    private final long[] firstRows;
    private final int width;

    AsGroups(long[] firstRows, int width) {
      this.firstRows = firstRows;
      this.width = width;
    }

    @Override
    public Iterator<RowBlock> call(ParsedRows block) {
      long first = firstRows[block.piece()] + block.first();
      int size = RowBlock.rowsOf(width);
      return IntStream.iterate(0, from -> from < block.rows(), from -> from + size)
          .mapToObj(
              from ->
                  new RowBlock(
                      first + from,
                      Math.min(size, block.rows() - from),
                      width,
                      block.values().withWidth(width),
                      from))
          .iterator();
    }
  }
}
