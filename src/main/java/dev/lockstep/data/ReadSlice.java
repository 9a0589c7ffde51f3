package dev.lockstep.data;

import java.util.Iterator;
import org.apache.hadoop.fs.Path;
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

  private final String imagePath;
  private final IdxHeader imageHeader;
  private final String labelPath;
  private final IdxHeader labelHeader;
  private final int slices;
  private final Broadcast<SerializableConfiguration> hadoop;

  ReadSlice(
      IdxContents images,
      IdxContents labels,
      int slices,
      Broadcast<SerializableConfiguration> hadoop) {
    this.imagePath = images.pathEverywhere(hadoop.value().value());
    this.imageHeader = images.header();
    this.labelPath = labels.pathEverywhere(hadoop.value().value());
    this.labelHeader = labels.header();
    this.slices = slices;
    this.hadoop = hadoop;
  }

  @Override
  public Iterator<LabeledVector> call(Integer slice) {
    long from = slice * imageHeader.items() / slices;
    long end = (slice + 1) * imageHeader.items() / slices;
    return new IdxRows(
        open(imagePath, imageHeader, from), open(labelPath, labelHeader, from), from, end);
  }

  /** Opens a file until the task ends, however it ends. */
  private IdxFile open(String path, IdxHeader checked, long item) {
    IdxFile file = IdxFile.open(new Path(path), hadoop.value().value());
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) task -> file.close());
    if (!file.header().equals(checked)) {
      throw file.changed();
    }
    file.skipTo(item);
    return file;
  }
}
