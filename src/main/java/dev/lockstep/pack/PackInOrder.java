package dev.lockstep.pack;

import dev.lockstep.rows.BlockBuilder;
import dev.lockstep.rows.FindingIterator;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.RowBlock;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.Function2;

/**
 * Packs the chunks of one partition out of all rows in their order, of which it takes those of its
 * own lanes. Holds one chunk of each of these at a time.
 *
 * @param labels what the labels mean
 * @param scaling what x will be read by
 */
record PackInOrder(
    MiniBatchPlan plan, Labels labels, Chunk.ScalingRef scaling, LanePartitioner partitioner)
    implements Function2<Integer, Iterator<RowBlock>, Iterator<Chunk>> {
  private static final long serialVersionUID = 1L;

  @Override
  public Iterator<Chunk> call(Integer partition, Iterator<RowBlock> blocks) {
    return new Chunks(
        blocks,
        IntStream.range(0, plan.blocks())
            .filter(lane -> partitioner.getPartition(new ChunkKey(0, lane)) == partition)
            .mapToObj(
                lane -> new Lane(lane, new BlockBuilder(plan.features(), plan.chunkRows(0, lane))))
            .toList());
  }

  /** One lane, whose chunks are built one after the other. */
  private record Lane(int lane, BlockBuilder rows) {}

  private final class Chunks extends FindingIterator<Chunk> {
    private final Iterator<RowBlock> blocks;
    private final List<Lane> lanes;
    private final Queue<Chunk> ready = new ArrayDeque<>();
    private long row;

    Chunks(Iterator<RowBlock> blocks, List<Lane> lanes) {
      this.blocks = blocks;
      this.lanes = lanes;
    }

    @Override
    protected Chunk find() {
      while (ready.isEmpty() && blocks.hasNext()) {
        add(blocks.next().withTargets(labels));
      }
      if (ready.isEmpty() && row != plan.rows()) {
        throw new IllegalStateException("%d rows instead of %d".formatted(row, plan.rows()));
      }
      return ready.poll();
    }

    private void add(RowBlock block) {
      if (block.first() != row) {
        throw new IllegalStateException("row %d after %d rows".formatted(block.first(), row));
      }
      long end = row + block.rows();
      while (row < end) {
        int step = plan.stepOf(row);
        int chunk = plan.chunkOf(step);
        long batch = (long) step * plan.batchSize();
        long batchEnd = batch + plan.batchRows(step);
        long until = Math.min(end, batchEnd);
        for (Lane lane : lanes) {
          long from = Math.max(row, batch + plan.blockStart(step, lane.lane));
          long to = Math.min(until, batch + plan.blockStart(step, lane.lane + 1));
          if (from < to) {
            lane.rows.add(block, (int) (from - block.first()), (int) (to - from));
          }
        }
        row = until;
        if (row == batchEnd && step + 1 == plan.chunkEnd(chunk)) {
          lanes.stream()
              .filter(lane -> lane.rows.rows() > 0)
              .map(lane -> build(new ChunkKey(chunk, lane.lane), lane.rows))
              .forEach(ready::add);
        }
      }
    }

    private Chunk build(ChunkKey key, BlockBuilder rows) {
      return Chunk.of(plan, key, rows.build(0), scaling);
    }
  }
}
