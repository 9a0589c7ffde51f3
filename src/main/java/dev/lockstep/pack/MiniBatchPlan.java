package dev.lockstep.pack;

import dev.lockstep.io.InvalidInputException;
import java.io.Serializable;

/**
 * Which row is learned when, and in which block: the cut of a data set that no number of
 * partitions, cores or machines changes.
 *
 * <p>Row i belongs to step i / B. A mini-batch of n rows (B, fewer in the last) is cut into K
 * contiguous blocks: block k holds its rows floor(k n / K) up to floor((k+1) n / K). Blocks of one
 * number k over all steps are <i>column</i> k; of P partitions, one owns columns floor(p K / P) up
 * to floor((p+1) K / P), for each share p. A column is stored in <i>chunks</i> of as many whole
 * steps as have about 4 million numbers in all columns together.
 *
 * @param rows N, rows in the data set; 0 for a set that there is not
 * @param features numbers in a row
 * @param batchSize B
 * @param blocks K
 */
public record MiniBatchPlan(long rows, int features, int batchSize, int blocks)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** 32 MB of doubles: a task of an executor of 1 GB can hold one chunk of every column. */
  private static final int CHUNK_NUMBERS = 4_000_000;

  /**
   * Checks the sizes.
   *
   * @throws InvalidInputException if one is not positive (or, of N, negative), there are more than
   *     2^31 - 1 steps, or a block holds more than 2^31 - 1 numbers
   */
  public MiniBatchPlan {
    if (rows < 0 || features < 1 || batchSize < 1 || blocks < 1) {
      throw new InvalidInputException(
          "Cannot cut %d rows of %d numbers into mini-batches of %d and %d blocks: all must be positive."
              .formatted(rows, features, batchSize, blocks));
    }
    if ((rows - 1) / batchSize >= Integer.MAX_VALUE) {
      throw new InvalidInputException(
          "%d rows in mini-batches of %d are more than 2147483647 steps. Raise --batch-size."
              .formatted(rows, batchSize));
    }
    long longestBlock = rows == 0 ? 0 : (Math.min(batchSize, rows) - 1) / blocks + 1;
    if (longestBlock * features > Integer.MAX_VALUE) {
      throw new InvalidInputException(
          "A block of %d rows of %d numbers is more than an array can hold. Raise --blocks or lower --batch-size."
              .formatted(longestBlock, features));
    }
  }

  /**
   * Mini-batches in an epoch.
   *
   * @return ceil(N / B)
   */
  public int steps() {
    return rows == 0 ? 0 : (int) ((rows - 1) / batchSize) + 1;
  }

  /**
   * The length of a mini-batch.
   *
   * @param step 0 to steps - 1
   * @return n: B, or what is left for the last
   */
  public int batchRows(int step) {
    return (int) Math.min(batchSize, rows - (long) step * batchSize);
  }

  /**
   * Where a block begins in its mini-batch.
   *
   * @param step the mini-batch
   * @param block 0 to K; K gives the mini-batch's length
   * @return floor(k n / K)
   */
  public int blockStart(int step, int block) {
    return (int) ((long) block * batchRows(step) / blocks);
  }

  /**
   * The length of a block.
   *
   * @param step the mini-batch
   * @param block 0 to K - 1
   * @return 0 where a mini-batch is shorter than K
   */
  public int blockRows(int step, int block) {
    return blockStart(step, block + 1) - blockStart(step, block);
  }

  /**
   * The mini-batch that learns a row.
   *
   * @param row 0 to N - 1
   * @return its step
   */
  public int stepOf(long row) {
    return (int) (row / batchSize);
  }

  /**
   * The block that holds a row.
   *
   * @param row 0 to N - 1
   * @return k with floor(k n / K) at or before the row and floor((k+1) n / K) after it
   */
  public int blockOf(long row) {
    return pieceOf((int) (row % batchSize), batchRows(stepOf(row)), blocks);
  }

  /**
   * The share of the columns that a column belongs to.
   *
   * @param block k
   * @param partitions P, 1 to K: as many shares
   * @return p with floor(p K / P) at or before k and floor((p+1) K / P) after it
   */
  public int shareOf(int block, int partitions) {
    return pieceOf(block, blocks, partitions);
  }

  /**
   * The one of {@code pieces} pieces of n things that holds thing i, piece p from floor(p n /
   * pieces).
   */
  private static int pieceOf(int i, int n, int pieces) {
    return (int) (((i + 1L) * pieces - 1) / n);
  }

  /**
   * How many steps a chunk spans; the last may span fewer.
   *
   * @return at least 1
   */
  public int chunkSteps() {
    long numbers = Math.max(1, (long) batchRows(0) * features);
    return (int) Math.max(1, CHUNK_NUMBERS / numbers);
  }

  /** Whether the steps of a chunk have no more than about 4 million numbers in all columns. */
  boolean areStepsShort() {
    return (long) batchRows(0) * features <= CHUNK_NUMBERS;
  }

  /**
   * The chunk of a column that holds a step.
   *
   * @param step 0 to steps - 1
   * @return its number, from 0
   */
  public int chunkOf(int step) {
    return step / chunkSteps();
  }

  /**
   * Chunks in a column.
   *
   * @return 0 for a set that there is not
   */
  public int chunks() {
    return rows == 0 ? 0 : chunkOf(steps() - 1) + 1;
  }

  /**
   * Rows in all chunks before one, in all columns.
   *
   * @param chunk 0 to chunks
   * @return the first row of a chunk, or N
   */
  public long rowsBefore(int chunk) {
    return Math.min(rows, (long) chunk * chunkSteps() * batchSize);
  }

  /**
   * The step after a chunk's last.
   *
   * @param chunk a chunk's number
   * @return at most steps
   */
  public int chunkEnd(int chunk) {
    return (int) Math.min(steps(), (chunk + 1L) * chunkSteps());
  }

  /**
   * Where a block begins in its chunk of its column: only the last mini-batch may be shorter, so
   * all blocks before it in a column are of one length.
   *
   * @param step the mini-batch
   * @param block k
   * @return rows of column k in the chunk's earlier steps
   */
  public int rowInChunk(int step, int block) {
    return (step - chunkOf(step) * chunkSteps()) * blockRows(0, block);
  }

  /**
   * The length of a chunk of a column.
   *
   * @param chunk the chunk
   * @param block k
   * @return its rows
   */
  public int chunkRows(int chunk, int block) {
    int last = chunkEnd(chunk) - 1;
    return rowInChunk(last, block) + blockRows(last, block);
  }
}
