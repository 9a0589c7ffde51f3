package dev.lockstep.pack;

import dev.lockstep.rows.BlockBuilder;
import dev.lockstep.rows.FindingIterator;
import dev.lockstep.rows.Permutation;
import dev.lockstep.rows.RowBlock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.collections4.iterators.PeekingIterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Tuple2;

/**
 * Brings the rows of each chunk into their order. Takes blocks sorted by chunk and holds one chunk
 * at a time.
 *
 * @param order of the epoch, of rows of other chunks; null for rows as they were read
 * @param scaling what x will be read by; null if nothing is to be scaled any more
 */
record AssembleChunks(MiniBatchPlan plan, Permutation order, Chunk.ScalingRef scaling)
    implements FlatMapFunction<Iterator<Tuple2<ChunkKey, RowBlock>>, Chunk> {
  private static final long serialVersionUID = 1L;

  @Override
  public Iterator<Chunk> call(Iterator<Tuple2<ChunkKey, RowBlock>> sorted) {
    PeekingIterator<Tuple2<ChunkKey, RowBlock>> left = PeekingIterator.peekingIterator(sorted);
    return new FindingIterator<>() {
      @Override
      protected Chunk find() {
        if (!left.hasNext()) {
          return null;
        }
        ChunkKey key = left.peek()._1;
        List<RowBlock> blocks = new ArrayList<>();
        while (left.hasNext() && left.peek()._1.equals(key)) {
          blocks.add(left.next()._2);
        }
        RowBlock rows = assemble(key, blocks);
        return order == null
            ? Chunk.of(plan, key, rows, scaling)
            : Chunk.reordered(plan, key, rows, order, scaling);
      }
    };
  }

  /** Where a row of the chunk is. */
  private record RowAt(RowBlock block, int row) {}

  /**
   * The rows of a chunk in their order.
   *
   * @throws IllegalStateException if a row is missing or there twice
   */
  private RowBlock assemble(ChunkKey key, List<RowBlock> blocks) {
    RowAt[] rows = new RowAt[plan.chunkRows(key.chunk(), key.lane())];
    int given = 0;
    int distinct = 0;
    for (RowBlock block : blocks) {
      given += block.rows();
      for (int row = 0; row < block.rows(); row++) {
        int position = plan.positionInChunk(block.number(row));
        distinct += rows[position] == null ? 1 : 0;
        rows[position] = new RowAt(block, row);
      }
    }
    if (distinct != rows.length || given != rows.length) {
      throw new IllegalStateException(
          "Chunk %d of lane %d has %d rows, was given %d, of them %d distinct"
              .formatted(key.chunk(), key.lane(), rows.length, given, distinct));
    }
    BlockBuilder builder = new BlockBuilder(plan.features(), rows.length);
    for (RowAt at : rows) {
      builder.add(at.block, at.row, 1);
    }
    return builder.build(0);
  }
}
