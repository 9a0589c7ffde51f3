package dev.lockstep.data;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Tuple2;

/**
 * Lays the buffers of each chunk into one array, every row at its place. Takes the buffers sorted
 * by chunk and holds one chunk at a time.
 */
final class AssembleChunks
    implements FlatMapFunction<Iterator<Tuple2<ChunkKey, RowBuffer>>, PackedRows> {
  private static final long serialVersionUID = 1L;

  private final MiniBatchPlan plan;

  AssembleChunks(MiniBatchPlan plan) {
    this.plan = plan;
  }

  @Override
  public Iterator<PackedRows> call(Iterator<Tuple2<ChunkKey, RowBuffer>> sorted) {
    return new Chunks(sorted);
  }

  private final class Chunks implements Iterator<PackedRows> {
    private final Iterator<Tuple2<ChunkKey, RowBuffer>> sorted;
    private Tuple2<ChunkKey, RowBuffer> ahead;

    Chunks(Iterator<Tuple2<ChunkKey, RowBuffer>> sorted) {
      this.sorted = sorted;
      advance();
    }

    private void advance() {
      ahead = sorted.hasNext() ? sorted.next() : null;
    }

    @Override
    public boolean hasNext() {
      return ahead != null;
    }

    @Override
    public PackedRows next() {
      if (ahead == null) {
        throw new NoSuchElementException();
      }
      ChunkKey key = ahead._1;
      List<RowBuffer> buffers = new ArrayList<>();
      while (ahead != null && ahead._1.equals(key)) {
        buffers.add(ahead._2);
        advance();
      }
      return assemble(plan, key, buffers);
    }
  }

  /**
   * One chunk.
   *
   * @param buffers its rows, in any order
   * @throws IllegalStateException if a row is missing or there twice
   */
  static PackedRows assemble(MiniBatchPlan plan, ChunkKey key, List<RowBuffer> buffers) {
    int rows = plan.chunkRows(key.chunk(), key.block());
    int width = plan.features();
    boolean allPixels = buffers.stream().allMatch(RowBuffer::isPixels);
    int[] classes = new int[rows];
    byte[] pixels = allPixels ? new byte[rows * width] : null;
    double[] numbers = allPixels ? null : new double[rows * width];
    boolean[] there = new boolean[rows];
    int count = 0;
    for (RowBuffer buffer : buffers) {
      for (int row = 0; row < buffer.rows(); row++) {
        int position = buffer.position(row);
        classes[position] = buffer.classIndex(row);
        if (allPixels) {
          System.arraycopy(buffer.pixels(), row * width, pixels, position * width, width);
        } else {
          buffer.copyNumbers(row, numbers, position * width);
        }
        count += there[position] ? 0 : 1;
        there[position] = true;
      }
    }
    int given = buffers.stream().mapToInt(RowBuffer::rows).sum();
    if (count != rows || given != rows) {
      throw new IllegalStateException(
          "Block %d of chunk %d has %d rows, was given %d, of them %d distinct"
              .formatted(key.block(), key.chunk(), rows, given, count));
    }
    PackedValues values =
        allPixels ? PackedValues.ofPixels(pixels, rows) : new PackedNumbers(numbers);
    return new PackedRows(plan, key, classes, values);
  }
}
