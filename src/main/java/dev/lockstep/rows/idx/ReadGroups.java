package dev.lockstep.rows.idx;

import dev.lockstep.rows.RowBlock;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Reads slice s of S: groups floor(s G / S) up to floor((s + 1) G / S) of all files one after the
 * other, on the executor that runs the task.
 */
final class ReadGroups implements FlatMapFunction<Integer, RowBlock> {
  private static final long serialVersionUID = 1L;

  private final List<ImageFile> files;
  private final long groups;
  private final int slices;
  private final Broadcast<SerializableConfiguration> hadoop;

  ReadGroups(List<ImageFile> files, int slices, Broadcast<SerializableConfiguration> hadoop) {
    this.files = files;
    this.groups = files.stream().mapToLong(ImageFile::groups).sum();
    this.slices = slices;
    this.hadoop = hadoop;
  }

  @Override
  public Iterator<RowBlock> call(Integer slice) {
    Slice groupsOfSlice = new Slice(slice * groups / slices, (slice + 1) * groups / slices);
    TaskContext.get()
        .addTaskCompletionListener((TaskCompletionListener) task -> groupsOfSlice.close());
    return groupsOfSlice;
  }

  /** A part of one file. */
  private record Piece(ImageFile file, long from, long to) {}

  /** The pieces of a slice, one file open at a time. */
  private final class Slice implements Iterator<RowBlock> {
    private final Queue<Piece> ahead = new ArrayDeque<>();
    private GroupReader open;

    Slice(long from, long to) {
      long before = 0;
      for (ImageFile file : files) {
        Piece piece =
            new Piece(file, Math.max(0, from - before), Math.min(file.groups(), to - before));
        if (piece.from < piece.to) {
          ahead.add(piece);
        }
        before += file.groups();
      }
    }

    @Override
    public boolean hasNext() {
      while ((open == null || !open.hasNext()) && !ahead.isEmpty()) {
        close();
        Piece piece = ahead.remove();
        open = new GroupReader(piece.file, piece.from, piece.to, hadoop.value().value());
      }
      return open != null && open.hasNext();
    }

    @Override
    public RowBlock next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return open.next();
    }

    void close() {
      if (open != null) {
        open.close();
        open = null;
      }
    }
  }
}
