package dev.lockstep.aggregate;

import dev.lockstep.network.Score;
import java.io.Serializable;
import java.util.Arrays;

/** The score of every lane of blocks; {@link Score#NONE} for those not seen yet. */
public final class LaneScores implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Score[] lanes;

  public LaneScores(int blocks) {
    lanes = new Score[blocks];
    Arrays.fill(lanes, Score.NONE);
  }

  /** K. */
  int size() {
    return lanes.length;
  }

  Score get(int block) {
    return lanes[block];
  }

  void set(int block, Score score) {
    lanes[block] = score;
  }

  /** Takes over what a partition has scored. */
  public void merge(LaneScores other) {
    for (int k = 0; k < lanes.length; k++) {
      if (other.lanes[k].rows() > 0) {
        lanes[k] = other.lanes[k];
      }
    }
  }

  /**
   * The whole set's score: all lanes in the canonical tree.
   *
   * @param rows N
   * @throws IllegalStateException if other than N rows were scored
   */
  public Score sum(long rows) {
    BlockForest<Score> forest = new BlockForest<>(BlockTree.ofLanes(lanes.length));
    for (int k = 0; k < lanes.length; k++) {
      forest.add(k, lanes[k], score -> {});
    }
    Score sum = forest.sum();
    if (sum.rows() != rows) {
      throw new IllegalStateException(
          "%d of %d rows were scored: chunks are missing".formatted(sum.rows(), rows));
    }
    return sum;
  }
}
