package dev.lockstep.rows.idx;

import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.Pixels;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Reads slice s of S: rows floor(s N / S) up to floor((s + 1) N / S) of two IDX files, on the
 * executor that runs the task.
 */
final class ReadSlice implements FlatMapFunction<Integer, LabeledVector> {
  private static final long serialVersionUID = 1L;

  private final CheckedFile images;
  private final CheckedFile labels;
  private final int slices;
  private final Pixels meaning;
  private final Broadcast<SerializableConfiguration> hadoop;

  ReadSlice(
      IdxContents images,
      IdxContents labels,
      int slices,
      Pixels meaning,
      Broadcast<SerializableConfiguration> hadoop) {
    this.images = images.forTasks(hadoop.value().value());
    this.labels = labels.forTasks(hadoop.value().value());
    this.slices = slices;
    this.meaning = meaning;
    this.hadoop = hadoop;
  }

  @Override
  public Iterator<LabeledVector> call(Integer slice) {
    long from = slice * images.header().items() / slices;
    long end = (slice + 1) * images.header().items() / slices;
    return new IdxRows(open(images, from), open(labels, from), from, end, meaning);
  }

  /** Opens a file until the task ends, however it ends. */
  private CheckedItems open(CheckedFile file, long item) {
    CheckedItems items = file.open(hadoop.value().value(), item);
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) task -> items.close());
    return items;
  }
}
