package dev.lockstep.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.LocalSpark;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The numbering of partitions gives each group of {@code treeAggregate}'s middle stage neighbouring
 * shares, so that few sums leave it. What Spark's groups are is asked of Spark itself.
 */
final class TreeShapeTest {
  @Test
  void everyPartitionOwnsOneShare() {
    for (int partitions = 1; partitions <= 500; partitions++) {
      int[] shares = TreeShape.partitionOfShare(partitions);
      if (partitions > 32) {
        Arrays.sort(shares); // up to 32, share and partition are the same
      }
      assertArrayEquals(IntStream.range(0, partitions).toArray(), shares);
      assertEquals(partitions > 32 ? 2 : 1, TreeShape.depth(partitions));
    }
  }

  /**
   * A contiguous range of L blocks is the union of at most 2 log2(L + 2) - 2 nodes of the tree: two
   * of each size that fits. Groups of scattered blocks have up to L.
   */
  @Test
  void groupsOfTheMiddleStageCollapseToFewNodes() {
    for (int partitions = 33; partitions <= 200; partitions++) {
      for (int blocks : new int[] {partitions, 2 * partitions}) {
        for (BitSet group : blocksOfGroups(partitions, blocks)) {
          int nodes = nodes(group, 0, Integer.highestOneBit(blocks - 1) * 2, blocks);
          long length = group.cardinality() + 2L;
          assertTrue(
              1L << (nodes + 2) <= length * length,
              "%d partitions, %d blocks: %s".formatted(partitions, blocks, group));
        }
      }
    }
  }

  private static Collection<BitSet> blocksOfGroups(int partitions, int blocks) {
    int[] partitionOfShare = TreeShape.partitionOfShare(partitions);
    MiniBatchPlan plan = new MiniBatchPlan(blocks, 1, blocks, blocks);
    Map<Integer, BitSet> groups = new HashMap<>();
    for (int block = 0; block < blocks; block++) {
      int partition = partitionOfShare[plan.shareOf(block, partitions)];
      groups.computeIfAbsent(partition % groups(partitions), group -> new BitSet()).set(block);
    }
    assertEquals(groups(partitions), groups.size());
    return groups.values();
  }

  /** Nodes that a set of blocks collapses to, of those below the node that covers size blocks. */
  private static int nodes(BitSet present, int first, int size, int blocks) {
    int end = Math.min(first + size, blocks);
    if (first >= end || present.get(first, end).isEmpty()) {
      return 0;
    }
    if (present.nextClearBit(first) >= end) {
      return 1;
    }
    int half = size / 2;
    return nodes(present, first, half, blocks) + nodes(present, first + half, half, blocks);
  }

  /** How many groups the middle stage has: by Spark's source, P / ceil(sqrt P). */
  private static int groups(int partitions) {
    return partitions / (int) Math.ceil(Math.sqrt(partitions));
  }

  @ParameterizedTest
  @ValueSource(ints = {33, 47, 81, 200})
  void sparksMiddleStageGroupsPartitionsByNumberModuloGroups(int partitions) {
    Map<Integer, Integer> groupOfPartition = groupsOfTreeAggregate(partitions);
    for (int partition = 0; partition < partitions; partition++) {
      assertEquals(partition % groups(partitions), groupOfPartition.get(partition));
    }
  }

  @Test
  void with32PartitionsSparkHasNoMiddleStage() {
    Map<Integer, Integer> groupOfPartition = groupsOfTreeAggregate(32);
    assertEquals(32, groupOfPartition.size());
    groupOfPartition.forEach((partition, group) -> assertEquals(partition, group));
  }

  /** The task that was the last to merge each partition's value. */
  private static Map<Integer, Integer> groupsOfTreeAggregate(int partitions) {
    List<Integer> numbers = IntStream.range(0, partitions).boxed().toList();
    return LocalSpark.spark()
        .parallelize(numbers, partitions)
        .treeAggregate(
            new TreeMap<Integer, Integer>(),
            (groups, number) -> {
              groups.put(number, number);
              return groups;
            },
            (left, right) -> {
              left.putAll(right);
              TaskContext task = TaskContext.get();
              if (task != null) {
                left.replaceAll((partition, group) -> task.partitionId());
              }
              return left;
            },
            TreeShape.depth(partitions));
  }
}
