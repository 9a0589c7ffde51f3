package dev.lockstep.data;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.TreeMap;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import scala.Tuple2;

/**
 * Packs the rows of one source partition, in any order, into buffers for the chunks that they
 * belong to. Lazy: holds one buffer of about a million numbers for each chunk that is being filled.
 */
final class PackRows implements PairFlatMapFunction<Iterator<LabeledVector>, ChunkKey, RowBuffer> {
  private static final long serialVersionUID = 1L;
  private static final int BUFFER_NUMBERS = 1_000_000;

  private final MiniBatchPlan plan;
  private final Classes classes;

  PackRows(MiniBatchPlan plan, Classes classes) {
    this.plan = plan;
    this.classes = classes;
  }

  @Override
  public Iterator<Tuple2<ChunkKey, RowBuffer>> call(Iterator<LabeledVector> rows) {
    return new Packing(rows);
  }

  private final class Packing implements Iterator<Tuple2<ChunkKey, RowBuffer>> {
    private final Iterator<LabeledVector> rows;
    private final TreeMap<ChunkKey, RowBuffer> filling = new TreeMap<>();
    private final Queue<Tuple2<ChunkKey, RowBuffer>> ready = new ArrayDeque<>();

    Packing(Iterator<LabeledVector> rows) {
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

    private void add(LabeledVector row) {
      int step = plan.stepOf(row.index());
      int block = plan.blockOf(row.index());
      ChunkKey key = new ChunkKey(plan.chunkOf(step), block);
      RowBuffer buffer = filling.get(key);
      if (buffer == null) {
        if (filling.size() == 2 * plan.blocks()) {
          release();
        }
        buffer = new RowBuffer(plan.features(), capacity(key));
        filling.put(key, buffer);
      }
      int inBatch = (int) (row.index() % plan.batchSize());
      buffer.add(
          plan.rowInChunk(step, block) + inBatch - plan.blockStart(step, block),
          classes.indexOf(row.label()).orElseThrow(),
          row.features());
      if (buffer.isFull()) {
        filling.remove(key);
        ready.add(new Tuple2<>(key, buffer));
      }
    }

    private int capacity(ChunkKey key) {
      int rowsOfBuffer = Math.max(1, BUFFER_NUMBERS / plan.features());
      return Math.min(rowsOfBuffer, plan.chunkRows(key.chunk(), key.block()));
    }

    private void release() {
      filling.forEach((key, buffer) -> ready.add(new Tuple2<>(key, buffer.trim())));
      filling.clear();
    }
  }
}
