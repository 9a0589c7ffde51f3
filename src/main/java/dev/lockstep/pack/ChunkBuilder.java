package dev.lockstep.pack;

import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Pixels;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.ScaleKind;
import dev.lockstep.rows.Scaling;
import java.util.Arrays;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;

/**
 * The chunks of one column one after the other, whose rows come in their order: bytes of pixels, or
 * doubles until all are there.
 */
final class ChunkBuilder {
  private final MiniBatchPlan plan;
  private final int block;
  private final Classes classes;
  private final Scaling scaling;
  private final int features;

  /** The numbers of a chunk, of which the first is the longest; null where there are bytes. */
  private final double[] numbers;

  private int chunk = -1;
  private int[] t;

  /** Bytes that are scaled by being taken for pixels; null where there are numbers. */
  private byte[] pixels;

  /** Whether the numbers are still to be scaled. */
  private boolean isRaw;

  private int rows;

  /**
   * Before the first chunk.
   *
   * @param block k
   * @param scaling of all rows, which come as they were read
   */
  ChunkBuilder(MiniBatchPlan plan, int block, Classes classes, Scaling scaling) {
    this.plan = plan;
    this.block = block;
    this.classes = classes;
    this.scaling = scaling;
    features = plan.features();
    boolean areBytes = scaling.kind() == ScaleKind.UNIT;
    numbers = areBytes ? null : new double[plan.chunkRows(0, block) * features];
  }

  /** Starts a chunk. */
  void begin(int next) {
    chunk = next;
    rows = 0;
    t = new int[plan.chunkRows(chunk, block)];
    pixels = numbers == null ? new byte[t.length * features] : null;
    isRaw = scaling.kind().isLearned();
  }

  /** The number k of the column. */
  int block() {
    return block;
  }

  /** How many rows the chunk has. */
  int length() {
    return t.length;
  }

  /**
   * Adds the next rows.
   *
   * @param from the first of them in the group
   * @param count how many
   */
  void add(RowBlock group, int from, int count) {
    for (int row = 0; row < count; row++) {
      t[rows + row] = classes.indexOf(group.label(from + row)).orElseThrow();
    }
    if (pixels == null) {
      addNumbers(group, from, count);
    } else if (group.areBytes()) {
      group.readBytes(from, count, pixels, rows * features);
    } else {
      addPixels(group, from, count);
    }
    rows += count;
  }

  private void addNumbers(RowBlock group, int from, int count) {
    int start = rows * features;
    group.read(from, count, numbers, start);
    if (isRaw && !scaling.linear().isSafe(numbers, start, count * features)) {
      scaling.linear().apply(numbers, 0, rows);
      isRaw = false;
    }
    for (int row = 0; row < count && !isRaw && scaling.kind().isLearned(); row++) {
      int at = start + row * features;
      Vector raw = new DenseVector(Arrays.copyOfRange(numbers, at, at + features));
      Vector x = scaling.apply(raw, group.first() + from + row);
      System.arraycopy(x.toArray(), 0, numbers, at, features);
    }
  }

  /** Rows of numbers, which are bytes: the scaling refuses others. */
  private void addPixels(RowBlock group, int from, int count) {
    for (int row = 0; row < count; row++) {
      Vector raw = group.features(from + row);
      if (!Pixels.areRaw(raw)) {
        scaling.apply(raw, group.first() + from + row);
      }
      double[] bytes = raw.toArray();
      for (int j = 0; j < features; j++) {
        pixels[(rows + row) * features + j] = (byte) (int) bytes[j];
      }
    }
  }

  /**
   * The chunk, to which nothing is added any more.
   *
   * @throws IllegalStateException if rows are missing
   */
  Chunk build() {
    if (rows != t.length) {
      throw new IllegalStateException(
          "Block %d of chunk %d has %d rows, was given %d".formatted(block, chunk, t.length, rows));
    }
    ChunkKey key = new ChunkKey(chunk, block);
    if (isRaw) {
      return Chunk.ofRaw(plan, key, t, numbers, scaling.linear());
    }
    PackedValues values =
        pixels != null
            ? PackedValues.ofPixels(pixels, rows, features)
            : PackedValues.of(numbers, rows, features);
    return new Chunk(plan, key, t, values, null);
  }
}
