package dev.lockstep.pack;

import dev.lockstep.io.InvalidInputException;
import java.io.Serializable;

/**
 * Assigns rows to steps and blocks: the cut of a data set that no number of partitions, cores or
 * machines changes.
 *
 * <p>Row i belongs to step i / B. A mini-batch of n rows (B, fewer in the last) is cut into K
 * contiguous blocks: block k holds its rows floor(k n / K) up to floor((k+1) n / K). The blocks of
 * number k of all steps are <i>lane</i> k; of P partitions, one owns lanes floor(p K / P) up to
 * floor((p+1) K / P), for each share p. A lane is stored in <i>chunks</i> of as many whole steps as
 * have about 4 million numbers in all lanes together.
 *
 * @param rows N, rows in the data set; 0 if there is no such set
 * @param features numbers in a row
 * @param batchSize B
 * @param blocks K
 */
public record MiniBatchPlan(long rows, int features, int batchSize, int blocks)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** 32 MB of doubles: a task of an executor of 1 GB can hold one chunk of every lane. */
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

  /** Mini-batches in an epoch: ceil(N / B). */
  public int steps() {
    return rows == 0 ? 0 : (int) ((rows - 1) / batchSize) + 1;
  }

  /** n, the length of a mini-batch: B, or what is left for the last. */
  public int batchRows(int step) {
    return (int) Math.min(batchSize, rows - (long) step * batchSize);
  }

  /** Where block k begins in its mini-batch: floor(k n / K); n for k = K. */
  int blockStart(int step, int block) {
    return (int) ((long) block * batchRows(step) / blocks);
  }

  /** The length of block k of a mini-batch, 0 where one is shorter than K. */
  public int blockRows(int step, int block) {
    return blockStart(step, block + 1) - blockStart(step, block);
  }

  /** The step that learns a row. */
  int stepOf(long row) {
    return (int) (row / batchSize);
  }

  /** The block k that holds a row: floor(k n / K) is at or before it, floor((k+1) n / K) after. */
  int blockOf(long row) {
    return pieceOf((int) (row % batchSize), batchRows(stepOf(row)), blocks);
  }

  /**
   * The share p of the lanes, of P, 1 to K, that a lane k belongs to: floor(p K / P) is at or
   * before k, floor((p+1) K / P) after it.
   */
  public int shareOf(int lane, int partitions) {
    return pieceOf(lane, blocks, partitions);
  }

  /**
   * The one of {@code pieces} pieces of n things that holds thing i, piece p from floor(p n /
   * pieces).
   */
  private static int pieceOf(int i, int n, int pieces) {
    return (int) (((i + 1L) * pieces - 1) / n);
  }

  /** How many steps a chunk spans, at least 1; the last may span fewer. */
  int chunkSteps() {
    long numbers = Math.max(1, (long) batchRows(0) * features);
    return (int) Math.max(1, CHUNK_NUMBERS / numbers);
  }

  /** Whether the steps of a chunk have no more than about 4 million numbers in all lanes. */
  boolean areStepsShort() {
    return (long) batchRows(0) * features <= CHUNK_NUMBERS;
  }

  /** The number of the chunk that holds a step, from 0. */
  public int chunkOf(int step) {
    return step / chunkSteps();
  }

  /** Chunks in a lane, 0 if there is no such set. */
  public int chunks() {
    return rows == 0 ? 0 : chunkOf(steps() - 1) + 1;
  }

  /** The first row of a chunk, counted over all lanes; N for the one after the last. */
  public long rowsBefore(int chunk) {
    return Math.min(rows, (long) chunk * chunkSteps() * batchSize);
  }

  /** A chunk's first step. */
  public int firstStep(int chunk) {
    return chunk * chunkSteps();
  }

  /** The step after a chunk's last. */
  public int chunkEnd(int chunk) {
    return (int) Math.min(steps(), (chunk + 1L) * chunkSteps());
  }

  /**
   * Where a block begins in its chunk of its lane: after the rows of lane k in the chunk's earlier
   * steps. Only the last mini-batch may be shorter, so all blocks before it are of one length.
   */
  public int rowInChunk(int step, int block) {
    return (step - chunkOf(step) * chunkSteps()) * blockRows(0, block);
  }

  /** Where a row stands in the chunk that holds it, from 0. */
  int positionInChunk(long row) {
    int step = stepOf(row);
    int block = blockOf(row);
    return rowInChunk(step, block) + (int) (row % batchSize) - blockStart(step, block);
  }

  /** The row that stands at a position of a chunk: the inverse of {@link #positionInChunk}. */
  long rowAt(int chunk, int block, int position) {
    int first = firstStep(chunk);
    int length = blockRows(first, block);
    int step = length == 0 ? steps() - 1 : Math.min(chunkEnd(chunk) - 1, first + position / length);
    return (long) step * batchSize + blockStart(step, block) + position - rowInChunk(step, block);
  }

  /** The rows of a chunk of lane k. */
  int chunkRows(int chunk, int block) {
    int last = chunkEnd(chunk) - 1;
    return rowInChunk(last, block) + blockRows(last, block);
  }
}
