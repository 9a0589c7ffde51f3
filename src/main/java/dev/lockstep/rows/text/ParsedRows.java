package dev.lockstep.rows.text;

import dev.lockstep.rows.RowBlock;
import java.io.Serializable;
import java.util.Iterator;
import java.util.stream.IntStream;

/**
 * Some rows of a piece one after the other, at most 512, as executors keep them; maybe none.
 *
 * @param piece the number of the piece
 * @param block the rows, numbered from 0 in the piece; null for none
 * @param status what else is known of the piece up to here
 */
record ParsedRows(int piece, RowBlock block, Status status) implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * What is known of a piece up to the end of these rows.
   *
   * @param lines how many lines
   * @param skipped how many bad rows were left out
   * @param fault the first row that is bad, or the first fault that is fatal; null if there is none
   * @param sha256 of the file, after the last rows of a piece that is a whole file; else empty
   */
  record Status(long lines, long skipped, Fault fault, String sha256) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** How many rows there are. */
  int rows() {
    return block == null ? 0 : block.rows();
  }

  /**
   * The rows in groups: one, or several where rows are wide.
   *
   * @param firstOfPiece the number of the piece's first row
   * @param width d0
   */
  Iterator<RowBlock> groups(long firstOfPiece, int width) {
    int size = RowBlock.rowsOf(width);
    return IntStream.iterate(0, from -> from < rows(), from -> from + size)
        .mapToObj(
            from ->
                block
                    .slice(from, Math.min(size, rows() - from))
                    .in(firstOfPiece + block.first() + from, width))
        .iterator();
  }
}
