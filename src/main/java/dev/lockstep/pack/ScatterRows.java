package dev.lockstep.pack;

import dev.lockstep.rows.BlockBuilder;
import dev.lockstep.rows.FindingIterator;
import dev.lockstep.rows.RowBlock;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Queue;
import java.util.TreeMap;
import scala.Tuple2;

/**
 * Rows in any order, gathered for the chunks that they belong to: what crosses the shuffle. Lazy:
 * holds about four million numbers, however many chunks are being filled.
 */
final class ScatterRows extends FindingIterator<Tuple2<ChunkKey, RowBlock>> {
  private static final long MOST_NUMBERS = 4_000_000;

  /** When rows of one chunk are sent: 2 MB of doubles, or one row. */
  private static final int MOST_OF_CHUNK = 250_000;

  private final MiniBatchPlan plan;
  private final Iterator<RowBlock> blocks;
  private final TreeMap<ChunkKey, Gathered> filling = new TreeMap<>();
  private final Queue<Tuple2<ChunkKey, RowBlock>> ready = new ArrayDeque<>();
  private long kept;

  /**
   * Scatters rows.
   *
   * @param blocks numbered in the order that the plan cuts
   */
  ScatterRows(MiniBatchPlan plan, Iterator<RowBlock> blocks) {
    this.plan = plan;
    this.blocks = blocks;
  }

  /** Rows of one chunk. */
  private static final class Gathered {
    private final BlockBuilder rows;
    private long[] numbers = new long[16];

    Gathered(int width, int mostRows) {
      rows = new BlockBuilder(width, mostRows);
    }

    void add(RowBlock block, int row) {
      if (rows.rows() == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * numbers.length);
      }
      numbers[rows.rows()] = block.number(row);
      rows.add(block, row, 1);
    }

    RowBlock build() {
      long[] ofRows = Arrays.copyOf(numbers, rows.rows());
      return rows.build(0).withNumbers(ofRows);
    }
  }

  @Override
  protected Tuple2<ChunkKey, RowBlock> find() {
    while (ready.isEmpty() && blocks.hasNext()) {
      RowBlock block = blocks.next();
      for (int row = 0; row < block.rows(); row++) {
        add(block, row);
      }
    }
    if (ready.isEmpty()) {
      release();
    }
    return ready.poll();
  }

  private void add(RowBlock block, int row) {
    long number = block.number(row);
    ChunkKey key = new ChunkKey(plan.chunkOf(plan.stepOf(number)), plan.blockOf(number));
    int mostRows = plan.chunkRows(key.chunk(), key.lane());
    Gathered gathered = filling.computeIfAbsent(key, k -> new Gathered(plan.features(), mostRows));
    int before = gathered.rows.kept();
    gathered.add(block, row);
    kept += gathered.rows.kept() - before;
    if (gathered.rows.rows() == mostRows || gathered.rows.kept() >= MOST_OF_CHUNK) {
      filling.remove(key);
      kept -= gathered.rows.kept();
      ready.add(new Tuple2<>(key, gathered.build()));
    } else if (kept > MOST_NUMBERS) {
      release();
    }
  }

  private void release() {
    filling.forEach((key, gathered) -> ready.add(new Tuple2<>(key, gathered.build())));
    filling.clear();
    kept = 0;
  }
}
