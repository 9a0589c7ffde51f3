package dev.lockstep.rows.text;

import dev.lockstep.io.InvalidInputException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.hadoop.conf.Configuration;

/**
 * The blocks of pieces one after the other, the last of each piece maybe empty. Reads a file once;
 * a fault ends its piece, or is counted, and is told by whoever has seen all pieces: so it is the
 * first of the table that is told, not that of the fastest task.
 */
final class PieceReader implements Iterator<ParsedRows>, AutoCloseable {
  /** The most labels; a column of more is no class. */
  static final int MOST_LABELS = 1 << 16;

  private final Queue<Piece> ahead;
  private final Layout layout;
  private final boolean skipsBadRows;
  private final Configuration hadoop;
  private Lines lines;
  private RowParser parser;
  private BlockBuilder builder;

  PieceReader(List<Piece> pieces, Layout layout, boolean skipsBadRows, Configuration hadoop) {
    ahead = new ArrayDeque<>(pieces);
    this.layout = layout;
    this.skipsBadRows = skipsBadRows;
    this.hadoop = hadoop;
  }

  @Override
  public boolean hasNext() {
    return builder != null || !ahead.isEmpty();
  }

  @Override
  public ParsedRows next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      if (builder == null) {
        begin(ahead.remove());
      }
      while (!builder.isFull()) {
        if (!parser.next(builder)) {
          return end(lines.number(), lines.sha256());
        }
        if (isOver()) {
          return end(lines.number(), "");
        }
      }
      return builder.build(lines.number(), "");
    } catch (RuntimeException e) {
      String message =
          InvalidInputException.in(e).map(InvalidInputException::getMessage).orElseThrow(() -> e);
      builder.reject(Fault.ofReading(message));
      return end(0, "");
    }
  }

  private void begin(Piece piece) {
    builder = new BlockBuilder(piece.number());
    lines = piece.open(hadoop);
    parser = layout.parser(lines, piece.isFirst());
  }

  private boolean isOver() {
    if (builder.distinctLabels() > MOST_LABELS) {
      builder.reject(Fault.ofReading(TableRows.tooManyLabels()));
    }
    return builder.fault() != null && (!skipsBadRows || builder.fault().isFatal());
  }

  private ParsedRows end(long count, String sha256) {
    ParsedRows block = builder.build(count, sha256);
    builder = null;
    close();
    return block;
  }

  @Override
  public void close() {
    if (lines != null) {
      lines.close();
      lines = null;
    }
  }
}
