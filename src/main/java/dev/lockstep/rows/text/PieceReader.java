package dev.lockstep.rows.text;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.scale.ScaleKind;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/**
 * The rows of pieces, one piece after the other; the last rows of each may be none. A fault ends
 * its piece, or is counted, and is thrown by whoever has seen all pieces: so it is the first of the
 * table that is reported, not that of the fastest task. Not thread-safe.
 */
final class PieceReader implements Iterator<ParsedRows>, AutoCloseable {
  private final Queue<Piece> ahead;
  private final TextFormat.Layout layout;
  private final ScaleKind scale;
  private final boolean skipsBadRows;
  private final Configuration hadoop;
  private MessageDigest digest;
  private Lines lines;
  private TextFormat.Parser parser;
  private RowBuilder builder;

  PieceReader(
      List<Piece> pieces,
      TextFormat.Layout layout,
      ScaleKind scale,
      boolean skipsBadRows,
      Configuration hadoop) {
    ahead = new ArrayDeque<>(pieces);
    this.layout = layout;
    this.scale = scale;
    this.skipsBadRows = skipsBadRows;
    this.hadoop = hadoop;
  }

  /** Reads the pieces of a task, on the executor that runs it. */
  record InTask(
      TextFormat.Layout layout,
      ScaleKind scale,
      boolean skipsBadRows,
      Broadcast<SerializableConfiguration> hadoop)
      implements FlatMapFunction<List<Piece>, ParsedRows> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<ParsedRows> call(List<Piece> pieces) {
      PieceReader reader =
          new PieceReader(pieces, layout, scale, skipsBadRows, hadoop.value().value());
      TaskContext.get().addTaskCompletionListener((TaskCompletionListener) task -> reader.close());
      return reader;
    }
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
        if (!lines.next()) {
          return end(lines.number(), digest == null ? "" : Hex.encodeHexString(digest.digest()));
        }
        parser.parse(lines, builder);
        if (builder.isOver(skipsBadRows)) {
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
    builder = new RowBuilder(piece.number());
    digest = piece.isWhole() ? DigestUtils.getSha256Digest() : null;
    lines = piece.open(digest, hadoop);
    parser = layout.parser(piece, scale);
  }

  private ParsedRows end(long count, String sha256) {
    ParsedRows last = builder.build(count, sha256);
    builder = null;
    close();
    return last;
  }

  @Override
  public void close() {
    if (lines != null) {
      lines.close();
      lines = null;
    }
  }
}
