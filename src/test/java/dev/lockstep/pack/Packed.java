package dev.lockstep.pack;

import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Permutation;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.scale.Scaling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.lang3.SerializationUtils;
import scala.Tuple2;

/** Both ways of packing in this thread; what crosses a shuffle is serialised. */
public final class Packed {
  private Packed() {}

  /** A scaling that is at hand. */
  record Fixed(Scaling get) implements Chunk.ScalingRef {
    private static final long serialVersionUID = 1L;
  }

  /** Chunks of rows in any order, by chunk and then lane. */
  public static List<Chunk> scattered(
      MiniBatchPlan plan, Classes classes, Scaling scaling, List<RowBlock> blocks) {
    List<RowBlock> known = blocks.stream().map(block -> block.withTargets(classes)).toList();
    return assemble(known, new AssembleChunks(plan, null, new Fixed(scaling)));
  }

  /** The rows of chunks in the order of an epoch. */
  static List<Chunk> repacked(Permutation order, Scaling scaling, List<Chunk> chunks) {
    List<RowBlock> rows = chunks.stream().map(chunk -> chunk.inOrder(order)).toList();
    Chunk.ScalingRef ref = scaling.kind().isLearned() ? new Fixed(scaling) : null;
    return assemble(rows, new AssembleChunks(chunks.get(0).plan(), order, ref));
  }

  /** Chunks of rows in their order, as each of some partitions takes its own. */
  static List<List<Chunk>> inOrder(
      MiniBatchPlan plan, Classes classes, Scaling scaling, List<RowBlock> blocks, int partitions) {
    PackInOrder pack =
        new PackInOrder(plan, classes, new Fixed(scaling), new LanePartitioner(plan, partitions));
    List<List<Chunk>> all = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      List<Chunk> chunks = new ArrayList<>();
      pack.call(partition, blocks.iterator()).forEachRemaining(chunks::add);
      all.add(chunks);
    }
    return all;
  }

  private static List<Chunk> assemble(List<RowBlock> rows, AssembleChunks assemble) {
    List<Tuple2<ChunkKey, RowBlock>> scattered = new ArrayList<>();
    new ScatterRows(assemble.plan(), rows.iterator())
        .forEachRemaining(row -> scattered.add(SerializationUtils.clone(row)));
    scattered.sort(Comparator.comparing(Tuple2::_1));
    List<Chunk> chunks = new ArrayList<>();
    assemble.call(scattered.iterator()).forEachRemaining(chunks::add);
    return chunks;
  }
}
