package dev.lockstep.data;

import java.io.Serializable;

/**
 * Consecutive rows of one column in primitive arrays: a chunk, as it is cached.
 *
 * <p>Rows whose every value is a pixel value (byte/255 as float32) are kept as bytes, others as
 * doubles; {@link #read} gives the same doubles either way. Nothing changes them once they are
 * packed, so any number of threads may read.
 */
public final class PackedRows implements Serializable {
  private static final long serialVersionUID = 1L;

  private final MiniBatchPlan plan;
  private final int chunk;
  private final int block;
  private final int[] classes;

  /** Row by row; one of the two is null. */
  private final byte[] pixels;

  private final double[] numbers;

  PackedRows(MiniBatchPlan plan, ChunkKey key, int[] classes, byte[] pixels, double[] numbers) {
    this.plan = plan;
    this.chunk = key.chunk();
    this.block = key.block();
    this.classes = classes;
    this.pixels = pixels;
    this.numbers = numbers;
  }

  /**
   * The cut that these rows follow.
   *
   * @return the plan of the whole data set
   */
  public MiniBatchPlan plan() {
    return plan;
  }

  /**
   * The column that these rows belong to.
   *
   * @return k, 0 to K - 1
   */
  public int block() {
    return block;
  }

  /**
   * Whether these rows hold block k of a mini-batch.
   *
   * @param step the mini-batch
   * @return true if {@link MiniBatchPlan#rowInChunk} counts from the first of these rows
   */
  public boolean holds(int step) {
    return plan.chunkOf(step) == chunk;
  }

  /**
   * Whether these rows hold block k of a mini-batch and it is not empty.
   *
   * @param step the mini-batch
   * @return false also where the mini-batch is shorter than K and leaves the block out
   */
  public boolean hasBlock(int step) {
    return holds(step) && plan.blockRows(step, block) > 0;
  }

  /**
   * How many rows there are.
   *
   * @return at least 0
   */
  public int rows() {
    return classes.length;
  }

  /**
   * t of every row: the index of its class.
   *
   * @return one for each row; the array itself, not to be changed
   */
  public int[] classes() {
    return classes;
  }

  /**
   * Copies rows as doubles.
   *
   * @param from the first row, from 0
   * @param count how many
   * @param x receives count x features numbers, row by row, from its beginning
   */
  public void read(int from, int count, double[] x) {
    int start = from * plan.features();
    int length = count * plan.features();
    if (pixels == null) {
      System.arraycopy(numbers, start, x, 0, length);
      return;
    }
    for (int i = 0; i < length; i++) {
      x[i] = Pixels.VALUES[pixels[start + i] & 0xff];
    }
  }
}
