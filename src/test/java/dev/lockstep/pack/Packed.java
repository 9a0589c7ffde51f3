package dev.lockstep.pack;

import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.Permutation;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.scale.Scaling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.lang3.SerializationUtils;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** Both ways of packing in this thread; what crosses a shuffle is serialised. */
public final class Packed {
  private Packed() {}

  /** The same data set of other chunks, made of its own; each partition has those of its lanes. */
  public static PackedDataset withChunks(PackedDataset data, JavaRDD<Chunk> others) {
    return new PackedDataset("train", others, data.plan(), null, false);
  }

  /** A scaling that is at hand. */
  private static Chunk.ScalingRef fixed(Scaling scaling) {
    return () -> scaling;
  }

  /** Chunks of rows in any order, by chunk and then lane. */
  public static List<Chunk> scattered(
      MiniBatchPlan plan, Labels labels, Scaling scaling, List<RowBlock> blocks) {
    List<RowBlock> known = blocks.stream().map(block -> block.withTargets(labels)).toList();
    return assemble(known, new AssembleChunks(plan, null, fixed(scaling)));
  }

  /** The rows of chunks in the order of an epoch. */
  static List<Chunk> repacked(Permutation order, Scaling scaling, List<Chunk> chunks) {
    List<RowBlock> rows = chunks.stream().map(chunk -> chunk.inOrder(order)).toList();
    Chunk.ScalingRef ref = scaling.kind().isLearned() ? fixed(scaling) : null;
    return assemble(rows, new AssembleChunks(chunks.get(0).plan(), order, ref));
  }

  /** Chunks of rows in their order, as each of some partitions takes its own. */
  static List<List<Chunk>> inOrder(
      MiniBatchPlan plan, Classes classes, Scaling scaling, List<RowBlock> blocks, int partitions) {
    PackInOrder pack =
        new PackInOrder(plan, classes, fixed(scaling), new LanePartitioner(plan, partitions));
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
