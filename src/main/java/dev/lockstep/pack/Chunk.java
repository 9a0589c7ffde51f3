package dev.lockstep.pack;

import dev.lockstep.linalg.SparseRows;
import dev.lockstep.rows.Decimals;
import dev.lockstep.rows.LinearScaling;
import dev.lockstep.rows.Numbers;
import java.io.Serializable;
import org.apache.spark.ml.linalg.Vector;

/**
 * Consecutive rows of one column in primitive arrays: a chunk, as it is cached.
 *
 * <p>Rows whose every value is a pixel value (byte/255 as float32) are kept as bytes, without their
 * zeros where that is shorter; others as {@link Numbers}, of which decimals are shortest before
 * they are scaled and so are scaled when they are read, or as doubles without their zeros where at
 * least two thirds are. {@link #read} gives the same doubles in any case. Nothing changes them once
 * they are packed, so any number of threads may read.
 */
public final class Chunk implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Fewer rows are no longer for being scaled than they are for their scaling beside them. */
  private static final int FEWEST_RAW_ROWS = 8;

  private final MiniBatchPlan plan;
  private final int chunk;
  private final int lane;
  private final int[] classes;

  private final PackedValues values;

  /** What is done to the values when they are read; null if nothing is. */
  private final LinearScaling scaling;

  Chunk(
      MiniBatchPlan plan, ChunkKey key, int[] classes, PackedValues values, LinearScaling scaling) {
    this.plan = plan;
    this.chunk = key.chunk();
    this.lane = key.lane();
    this.classes = classes;
    this.values = values;
    this.scaling = scaling;
  }

  /**
   * Rows that are still to be scaled, and stay so where that makes them shorter.
   *
   * @param numbers row by row; scaled on return
   */
  static Chunk ofRaw(
      MiniBatchPlan plan, ChunkKey key, int[] classes, double[] numbers, LinearScaling scaling) {
    int rows = classes.length;
    Decimals raw = rows < FEWEST_RAW_ROWS ? null : Decimals.of(numbers, rows * plan.features());
    scaling.apply(numbers, 0, rows);
    SparseValues sparse = SparseValues.of(numbers, rows, plan.features());
    if (sparse == null && raw != null) {
      return new Chunk(plan, key, classes, new PackedNumbers(raw), scaling);
    }
    PackedValues scaled =
        sparse != null ? sparse : PackedValues.ofDense(numbers, rows * plan.features());
    return new Chunk(plan, key, classes, scaled, null);
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
  public int lane() {
    return lane;
  }

  /**
   * Which chunk of its column this is.
   *
   * @return its number, from 0
   */
  public int chunk() {
    return chunk;
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
    return holds(step) && plan.blockRows(step, lane) > 0;
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

  /** The number of a row in the data set, in the order of the plan. */
  long index(int row) {
    int first = chunk * plan.chunkSteps();
    int length = plan.blockRows(first, lane);
    int step =
        length == 0 ? plan.steps() - 1 : Math.min(plan.chunkEnd(chunk) - 1, first + row / length);
    return (long) step * plan.batchSize()
        + plan.blockStart(step, lane)
        + row
        - plan.rowInChunk(step, lane);
  }

  /** Whether the numbers of {@link #row} are still to be scaled. */
  boolean areRaw() {
    return scaling != null;
  }

  /** The numbers of a row as they are kept, without zeros if they are kept so. */
  Vector row(int row) {
    return values.row(row, plan.features());
  }

  /**
   * Copies rows as doubles.
   *
   * @param from the first row, from 0
   * @param count how many
   * @param x receives count x features numbers, row by row
   * @param at where in x they begin
   */
  public void read(int from, int count, double[] x, int at) {
    values.read(from, count, plan.features(), x, at);
    if (scaling != null) {
      scaling.apply(x, at, count);
    }
  }

  /**
   * Whether these rows are kept without their zeros: at least two thirds of their numbers are zero.
   *
   * @return whether {@link #addTo} may be called
   */
  public boolean areSparse() {
    return values instanceof SparseValues;
  }

  /**
   * Adds rows as doubles, without their zeros, to others.
   *
   * @param x of width features, added to
   * @param from the first row here, from 0
   * @param count how many
   * @throws ClassCastException if they are not {@linkplain #areSparse sparse}
   */
  public void addTo(SparseRows x, int from, int count) {
    ((SparseValues) values).addTo(x, from, count);
  }
}
