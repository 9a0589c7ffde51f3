package dev.lockstep.aggregate;

import dev.lockstep.network.Score;
import java.io.Serializable;
import java.util.Arrays;

/** The score of every column of blocks; {@link Score#NONE} for those not seen yet. */
final class ColumnScores implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Score[] columns;

  ColumnScores(int blocks) {
    columns = new Score[blocks];
    Arrays.fill(columns, Score.NONE);
  }

  /** K. */
  int size() {
    return columns.length;
  }

  Score get(int block) {
    return columns[block];
  }

  void set(int block, Score score) {
    columns[block] = score;
  }

  /** Takes over what a partition has scored. */
  void merge(ColumnScores other) {
    for (int k = 0; k < columns.length; k++) {
      if (other.columns[k].rows() > 0) {
        columns[k] = other.columns[k];
      }
    }
  }

  /**
   * The whole set's score: all columns in the canonical tree.
   *
   * @param rows N
   * @throws IllegalStateException if other than N rows were scored
   */
  Score sum(long rows) {
    BlockForest<Score> forest = new BlockForest<>(BlockTree.ofColumns(columns.length));
    for (int k = 0; k < columns.length; k++) {
      forest.add(k, columns[k], score -> {});
    }
    Score sum = forest.sum();
    if (sum.rows() != rows) {
      throw new IllegalStateException(
          "%d of %d rows were scored: chunks are missing".formatted(sum.rows(), rows));
    }
    return sum;
  }
}
