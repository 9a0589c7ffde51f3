package dev.lockstep.pack;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Names the rows of lane {@code lane} that chunk {@code chunk} holds. Sorted by chunk, then block:
 * the order in which a partition is stored.
 */
record ChunkKey(int chunk, int lane) implements Comparable<ChunkKey>, Serializable {
  private static final long serialVersionUID = 1L;
  private static final Comparator<ChunkKey> ORDER =
      Comparator.comparingInt(ChunkKey::chunk).thenComparingInt(ChunkKey::lane);

  @Override
  public int compareTo(ChunkKey other) {
    return ORDER.compare(this, other);
  }
}
