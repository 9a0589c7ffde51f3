package dev.lockstep.pack;

import org.apache.spark.Partitioner;

/** Sends every chunk of a lane to the partition that owns the lane. */
final class LanePartitioner extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final MiniBatchPlan plan;
  private final int partitions;
  private final int[] partitionOfShare;

  LanePartitioner(MiniBatchPlan plan, int partitions) {
    this.plan = plan;
    this.partitions = partitions;
    partitionOfShare = TreeShape.partitionOfShare(partitions);
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object key) {
    return partitionOfShare[plan.shareOf(((ChunkKey) key).lane(), partitions)];
  }
}
