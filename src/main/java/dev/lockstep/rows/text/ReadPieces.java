package dev.lockstep.rows.text;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/** Reads the pieces of a task, on the executor that runs it. */
final class ReadPieces implements FlatMapFunction<List<Piece>, ParsedRows> {
  private static final long serialVersionUID = 1L;

  private final Layout layout;
  private final boolean skipsBadRows;
  private final Broadcast<SerializableConfiguration> hadoop;

  ReadPieces(Layout layout, boolean skipsBadRows, Broadcast<SerializableConfiguration> hadoop) {
    this.layout = layout;
    this.skipsBadRows = skipsBadRows;
    this.hadoop = hadoop;
  }

  @Override
  public Iterator<ParsedRows> call(List<Piece> pieces) {
    PieceReader reader = new PieceReader(pieces, layout, skipsBadRows, hadoop.value().value());
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) task -> reader.close());
    return reader;
  }
}
