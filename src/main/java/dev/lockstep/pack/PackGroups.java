package dev.lockstep.pack;

import dev.lockstep.rows.Classes;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.Scaling;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.Function2;

/**
 * Packs the chunks of one partition out of all rows in their order, of which it takes those of its
 * own columns. Holds one chunk of each of these at a time.
 */
public final class PackGroups implements Function2<Integer, Iterator<RowBlock>, Iterator<Chunk>> {
  private static final long serialVersionUID = 1L;

  private final MiniBatchPlan plan;
  private final Classes classes;
  private final Scaling scaling;
  private final LanePartitioner partitioner;

  public PackGroups(
      MiniBatchPlan plan, Classes classes, Scaling scaling, LanePartitioner partitioner) {
    this.plan = plan;
    this.classes = classes;
    this.scaling = scaling;
    this.partitioner = partitioner;
  }

  @Override
  public Iterator<Chunk> call(Integer partition, Iterator<RowBlock> groups) {
    return new Chunks(
        groups,
        IntStream.range(0, plan.blocks())
            .filter(block -> partitioner.getPartition(new ChunkKey(0, block)) == partition)
            .mapToObj(block -> new ChunkBuilder(plan, block, classes, scaling))
            .toList());
  }

  private final class Chunks implements Iterator<Chunk> {
    private final Iterator<RowBlock> groups;
    private final List<ChunkBuilder> columns;
    private final Queue<Chunk> ready = new ArrayDeque<>();
    private long row;

    Chunks(Iterator<RowBlock> groups, List<ChunkBuilder> columns) {
      this.groups = groups;
      this.columns = columns;
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && groups.hasNext()) {
        add(groups.next());
      }
      if (ready.isEmpty() && row != plan.rows()) {
        throw new IllegalStateException("%d rows instead of %d".formatted(row, plan.rows()));
      }
      return !ready.isEmpty();
    }

    @Override
    public Chunk next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }

    private void add(RowBlock group) {
      if (group.first() != row) {
        throw new IllegalStateException("row %d after %d rows".formatted(group.first(), row));
      }
      long end = row + group.rows();
      while (row < end) {
        int step = plan.stepOf(row);
        int chunk = plan.chunkOf(step);
        long batch = (long) step * plan.batchSize();
        if (row == (long) chunk * plan.chunkSteps() * plan.batchSize()) {
          columns.forEach(column -> column.begin(chunk));
        }
        long batchEnd = batch + plan.batchRows(step);
        long until = Math.min(end, batchEnd);
        for (ChunkBuilder column : columns) {
          long from = Math.max(row, batch + plan.blockStart(step, column.block()));
          long to = Math.min(until, batch + plan.blockStart(step, column.block() + 1));
          if (from < to) {
            column.add(group, (int) (from - group.first()), (int) (to - from));
          }
        }
        row = until;
        if (row == batchEnd && step + 1 == plan.chunkEnd(chunk)) {
          columns.stream()
              .filter(column -> column.length() > 0)
              .map(ChunkBuilder::build)
              .forEach(ready::add);
        }
      }
    }
  }
}
