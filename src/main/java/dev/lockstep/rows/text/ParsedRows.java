package dev.lockstep.rows.text;

import dev.lockstep.rows.RowValues;
import java.io.Serializable;
import org.apache.spark.ml.linalg.Vector;

/**
 * Some rows of a piece one after the other, at most 512, as they are kept on executors; maybe none.
 *
 * @param piece the number of the piece
 * @param first the place of the first row among the rows of the piece, from 0
 * @param rows how many
 * @param values their numbers and labels; null without rows
 * @param account what else is known of the lines that they were read from
 */
record ParsedRows(int piece, long first, int rows, BlockValues values, Account account)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * What is known of a piece up to the end of a block.
   *
   * @param lines how many lines
   * @param skipped how many bad rows were left out
   * @param fault the first row that is bad, or the first fault that is fatal; null if there is none
   * @param sha256 of the file, after the last block of a piece that is a whole file; else empty
   */
  record Account(long lines, long skipped, Fault fault, String sha256) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** The numbers of a block, whose width is that of the data set. */
  sealed interface BlockValues extends Serializable permits DenseValues, SparseValues {
    /** The labels of the rows; null if they were not read. */
    Labels labels();

    /**
     * The label of a row.
     *
     * @throws IllegalStateException if labels were not read
     */
    default String label(int row) {
      if (!areLabelled()) {
        throw new IllegalStateException("These rows have no labels");
      }
      return labels().of(row);
    }

    /** Whether labels were read. */
    default boolean areLabelled() {
      return labels() != null;
    }

    /** The lowest width that these rows fit in. */
    int leastWidth();

    /** The rows in a data set of some width, at least {@link #leastWidth}. */
    RowValues withWidth(int width);

    /** One row as a vector of some width. */
    Vector vector(int row, int width);
  }
}
