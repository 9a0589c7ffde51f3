package dev.lockstep.pack;

import dev.lockstep.rows.ScaleKind;
import dev.lockstep.rows.Scaling;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.TreeMap;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import scala.Tuple2;

/**
 * Rows in any order, packed into buffers for the chunks that they belong to. Lazy: holds about four
 * million numbers, however many chunks are being filled.
 */
final class Packing implements Iterator<Tuple2<ChunkKey, RowBuffer>> {
  private static final long MOST_NUMBERS = 4_000_000;

  private final MiniBatchPlan plan;
  private final Scaling scaling;
  private final Iterator<PlacedRow> rows;
  private final TreeMap<ChunkKey, RowBuffer> filling = new TreeMap<>();
  private final Queue<Tuple2<ChunkKey, RowBuffer>> ready = new ArrayDeque<>();
  private long numbers;

  /**
   * Packs.
   *
   * @param scaling of raw rows
   */
  Packing(MiniBatchPlan plan, Scaling scaling, Iterator<PlacedRow> rows) {
    this.plan = plan;
    this.scaling = scaling;
    this.rows = rows;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && rows.hasNext()) {
      add(rows.next());
    }
    if (ready.isEmpty()) {
      release();
    }
    return !ready.isEmpty();
  }

  @Override
  public Tuple2<ChunkKey, RowBuffer> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void add(PlacedRow row) {
    int step = plan.stepOf(row.index());
    int block = plan.blockOf(row.index());
    ChunkKey key = new ChunkKey(plan.chunkOf(step), block);
    RowBuffer buffer = filling.computeIfAbsent(key, k -> newBuffer(k, row));
    if (buffer.isRaw() && !row.isRaw()) {
      buffer.scale(scaling);
    }
    Vector x = row.isRaw() && !buffer.isRaw() ? scaling.apply(row.x(), row.index()) : row.x();
    int inBatch = (int) (row.index() % plan.batchSize());
    long before = buffer.numbers();
    buffer.add(
        plan.rowInChunk(step, block) + inBatch - plan.blockStart(step, block), row.classIndex(), x);
    numbers += buffer.numbers() - before;
    if (buffer.isFull()) {
      filling.remove(key);
      numbers -= buffer.numbers();
      ready.add(new Tuple2<>(key, buffer.trim()));
    } else if (numbers > MOST_NUMBERS) {
      release();
    }
  }

  private RowBuffer newBuffer(ChunkKey key, PlacedRow first) {
    int most = plan.chunkRows(key.chunk(), key.lane());
    return first.x() instanceof SparseVector && !first.isRaw()
        ? new SparseRowBuffer(plan.features(), most)
        : new DenseRowBuffer(
            plan.features(), most, first.isRaw(), scaling.kind() == ScaleKind.UNIT);
  }

  private void release() {
    filling.forEach((key, buffer) -> ready.add(new Tuple2<>(key, buffer.trim())));
    filling.clear();
    numbers = 0;
  }
}
