package dev.lockstep.pack;

import dev.lockstep.linalg.SparseRows;
import dev.lockstep.rows.Numbers;
import dev.lockstep.rows.Scaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Tuple2;

/**
 * Lays the buffers of each chunk into one array, every row at its place. Takes the buffers sorted
 * by chunk and holds one chunk at a time.
 */
public final class AssembleChunks
    implements FlatMapFunction<Iterator<Tuple2<ChunkKey, RowBuffer>>, Chunk> {
  private static final long serialVersionUID = 1L;

  private final MiniBatchPlan plan;
  private final Scaling scaling;

  /**
   * Assembles.
   *
   * @param scaling of raw rows
   */
  public AssembleChunks(MiniBatchPlan plan, Scaling scaling) {
    this.plan = plan;
    this.scaling = scaling;
  }

  @Override
  public Iterator<Chunk> call(Iterator<Tuple2<ChunkKey, RowBuffer>> sorted) {
    return new Chunks(sorted);
  }

  private final class Chunks implements Iterator<Chunk> {
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
    public Chunk next() {
      if (ahead == null) {
        throw new NoSuchElementException();
      }
      ChunkKey key = ahead._1;
      List<RowBuffer> buffers = new ArrayList<>();
      while (ahead != null && ahead._1.equals(key)) {
        buffers.add(ahead._2);
        advance();
      }
      return assemble(key, buffers);
    }
  }

  /**
   * One chunk.
   *
   * @param buffers its rows, in any order
   * @throws IllegalStateException if a row is missing or there twice
   */
  private Chunk assemble(ChunkKey key, List<RowBuffer> buffers) {
    int[] classes = new int[plan.chunkRows(key.chunk(), key.lane())];
    Place[] places = places(plan, key, buffers, classes);
    if (buffers.stream().allMatch(buffer -> buffer.isRaw() && !buffer.isPixels())) {
      return Chunk.ofRaw(plan, key, classes, numbers(places, plan.features()), scaling.linear());
    }
    buffers.stream().filter(RowBuffer::isRaw).forEach(buffer -> buffer.scale(scaling));
    return new Chunk(plan, key, classes, values(places), null);
  }

  private PackedValues values(Place[] places) {
    int width = plan.features();
    boolean arePixels = Arrays.stream(places).allMatch(place -> place.buffer.isPixels());
    int[] starts = new int[places.length + 1];
    for (int i = 0; i < places.length; i++) {
      starts[i + 1] = Math.addExact(starts[i], places[i].buffer.others(places[i].row));
    }
    if (!SparseRows.isWorthSparse(places.length, width, starts[places.length])) {
      return arePixels
          ? new PackedPixels(pixels(places, width))
          : new PackedNumbers(Numbers.of(numbers(places, width), places.length * width));
    }
    return arePixels && SparsePixels.canTell(width)
        ? sparsePixels(places, starts)
        : SparseValues.of(sparse(places, width, starts));
  }

  /** Where a row of the chunk is. */
  private record Place(RowBuffer buffer, int row) {}

  private static Place[] places(
      MiniBatchPlan plan, ChunkKey key, List<RowBuffer> buffers, int[] classes) {
    Place[] places = new Place[classes.length];
    int count = 0;
    for (RowBuffer buffer : buffers) {
      for (int row = 0; row < buffer.rows(); row++) {
        int position = buffer.position(row);
        classes[position] = buffer.classIndex(row);
        count += places[position] == null ? 1 : 0;
        places[position] = new Place(buffer, row);
      }
    }
    int given = buffers.stream().mapToInt(RowBuffer::rows).sum();
    if (count != classes.length || given != classes.length) {
      throw new IllegalStateException(
          "Block %d of chunk %d has %d rows, was given %d, of them %d distinct"
              .formatted(
                  key.lane(), key.chunk(), plan.chunkRows(key.chunk(), key.lane()), given, count));
    }
    return places;
  }

  private static SparsePixels sparsePixels(Place[] places, int[] starts) {
    char[] columns = new char[starts[places.length]];
    byte[] pixels = new byte[columns.length];
    for (int i = 0; i < places.length; i++) {
      places[i].buffer.copyOtherPixels(places[i].row, columns, pixels, starts[i]);
    }
    return new SparsePixels(starts, columns, pixels);
  }

  private static SparseRows sparse(Place[] places, int width, int[] starts) {
    SparseRows rows = new SparseRows();
    rows.reset(places.length, width, starts[places.length]);
    System.arraycopy(starts, 0, rows.starts(), 0, starts.length);
    for (int i = 0; i < places.length; i++) {
      places[i].buffer.copyOthers(places[i].row, rows.columns(), rows.values(), starts[i]);
    }
    return rows;
  }

  private static byte[] pixels(Place[] places, int width) {
    byte[] pixels = new byte[places.length * width];
    for (int i = 0; i < places.length; i++) {
      places[i].buffer.copyPixels(places[i].row, pixels, i * width);
    }
    return pixels;
  }

  private static double[] numbers(Place[] places, int width) {
    double[] numbers = new double[places.length * width];
    for (int i = 0; i < places.length; i++) {
      places[i].buffer.copyNumbers(places[i].row, numbers, i * width);
    }
    return numbers;
  }
}
