package dev.lockstep.rows.idx;

import dev.lockstep.rows.FindingIterator;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.RowValues;
import dev.lockstep.rows.Targets;
import dev.lockstep.rows.Words;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Reads a slice of the groups of all files one after the other, one file open and one group in
 * memory at a time. A task may find another file than the driver at the same path of its machine:
 * every group is held against the driver's checksum.
 */
final class IdxReader extends FindingIterator<RowBlock> implements AutoCloseable {
  private final Configuration hadoop;
  private final Queue<Piece> ahead = new ArrayDeque<>();
  private Piece piece;
  private IdxFile images;
  private IdxFile labels;
  private long group;

  /**
   * A file that the driver has looked through, on its way to a task.
   *
   * @param path with file system and working folder
   * @param header what the file must still say
   * @param checksums of the groups that must still follow
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Checked(String path, IdxHeader header, int[] checksums) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * A file of images, with the file of their labels if they have any.
   *
   * @param images the images
   * @param labels the labels; null without
   * @param firstRow the number of the first image, counted over all files
   */
  record Images(Checked images, Checked labels, long firstRow) implements Serializable {
    private static final long serialVersionUID = 1L;

    long groups() {
      return (images.header.items() - 1) / RowBlock.ROWS + 1;
    }
  }

  /** Groups {@code from} up to {@code to} of a file. */
  private record Piece(Images file, long from, long to) {}

  /**
   * Slice s of S has groups floor(s G / S) up to floor((s + 1) G / S).
   *
   * @param files all files
   * @param slices S
   */
  record Slice(List<Images> files, int slices, Broadcast<SerializableConfiguration> hadoop)
      implements FlatMapFunction<Integer, RowBlock> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<RowBlock> call(Integer slice) {
      long groups = files.stream().mapToLong(Images::groups).sum();
      IdxReader reader =
          new IdxReader(
              files,
              slice * groups / slices,
              (slice + 1) * groups / slices,
              hadoop.value().value());
      TaskContext.get().addTaskCompletionListener((TaskCompletionListener) task -> reader.close());
      return reader;
    }
  }

  /**
   * Opens nothing yet.
   *
   * @param from the first group, counted over all files
   * @param to the group after the last
   */
  IdxReader(List<Images> files, long from, long to, Configuration hadoop) {
    this.hadoop = hadoop;
    long before = 0;
    for (Images file : files) {
      long first = Math.max(0, from - before);
      long end = Math.min(file.groups(), to - before);
      if (first < end) {
        ahead.add(new Piece(file, first, end));
      }
      before += file.groups();
    }
  }

  @Override
  protected RowBlock find() {
    if (piece == null && ahead.isEmpty()) {
      return null;
    }
    if (piece == null) {
      piece = ahead.remove();
      group = piece.from;
      images = open(piece.file.images);
      labels = piece.file.labels == null ? null : open(piece.file.labels);
    }
    RowBlock block = read();
    group++;
    if (group == piece.to) {
      close();
    }
    return block;
  }

  /** Opens a file at the group, if it has the driver's header. */
  private IdxFile open(Checked checked) {
    IdxFile file = IdxFile.open(new Path(checked.path), hadoop);
    try {
      if (!file.header().equals(checked.header)) {
        throw file.changed();
      }
      file.skipTo(group * RowBlock.ROWS);
      return file;
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Reads the group, if it is the driver's. */
  private byte[] read(IdxFile file, Checked checked) {
    byte[] items = file.readGroup();
    if (IdxFile.checksum(items) != checked.checksums[(int) group]) {
      throw file.changed();
    }
    return items;
  }

  private RowBlock read() {
    long first = group * RowBlock.ROWS;
    int rows = (int) Math.min(RowBlock.ROWS, piece.file.images.header.items() - first);
    IdxHeader header = piece.file.images.header;
    byte[] pixels = read(images, piece.file.images);
    RowValues values = RowValues.dense(header.numbers(), header.type().numbers(pixels));
    long number = piece.file.firstRow + first;
    if (labels == null) {
      return new RowBlock(number, rows, values, null, null);
    }
    List<String> names = new ArrayList<>();
    byte[] numbers = read(labels, piece.file.labels);
    int[] classes = classes(numbers, piece.file.labels.header, names);
    return new RowBlock(number, rows, values, Targets.ofClasses(classes), Words.of(names));
  }

  /** Numbers the labels of a group, the first number of each row, as they come. */
  private static int[] classes(byte[] bytes, IdxHeader header, List<String> names) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    int[] classes = new int[bytes.length / header.itemSize()];
    Map<Integer, Integer> codes = new HashMap<>();
    for (int row = 0; row < classes.length; row++) {
      int label = (int) header.type().number(from, row * header.itemSize());
      Integer code = codes.putIfAbsent(label, names.size());
      if (code == null) {
        names.add(Integer.toString(label));
      }
      classes[row] = code == null ? names.size() - 1 : code;
    }
    return classes;
  }

  @Override
  public void close() {
    if (images != null) {
      images.close();
      images = null;
    }
    if (labels != null) {
      labels.close();
      labels = null;
    }
    piece = null;
  }
}
