package dev.lockstep.pack;

/**
 * How partitions are numbered so that Spark's {@code treeAggregate} brings neighbours together.
 *
 * <p>Up to 32 partitions its depth is 1: the driver merges all. Above, its depth is 2: a middle
 * stage merges partitions whose numbers are equal modulo m, with m the integer part of P /
 * ceil(sqrt P). Share s of the lanes (the s-th contiguous range) is therefore given to the s-th
 * partition in the order of (number modulo m, number): each group's shares are contiguous, and
 * their sums collapse to a few nodes.
 */
public final class TreeShape {
  private static final int FLAT_PARTITIONS = 32;

  private TreeShape() {}

  /** The depth, 1 or 2, to call {@code treeAggregate} with over P partitions. */
  public static int depth(int partitions) {
    return partitions <= FLAT_PARTITIONS ? 1 : 2;
  }

  /** Which partition of P owns which share: a permutation of 0 to P - 1, indexed by share. */
  static int[] partitionOfShare(int partitions) {
    int groups = depth(partitions) == 1 ? 1 : partitions / (int) Math.ceil(Math.sqrt(partitions));
    int[] order = new int[partitions];
    int share = 0;
    for (int group = 0; group < groups; group++) {
      for (int partition = group; partition < partitions; partition += groups) {
        order[share++] = partition;
      }
    }
    return order;
  }
}
