package dev.lockstep.pack;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.linalg.SparseRows;
import dev.lockstep.rows.Bytes;
import dev.lockstep.rows.Numbers;
import dev.lockstep.rows.Permutation;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.RowValues;
import dev.lockstep.rows.Targets;
import dev.lockstep.scale.ScaleKind;
import dev.lockstep.scale.Scaling;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Consecutive rows of one lane, as they are cached: numbers as they were read, and scaled when x is
 * read. Immutable.
 */
public final class Chunk implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Where tasks find the scaling of a data set, which the chunks do not carry. */
  public interface ScalingRef extends Serializable {
    /** The scaling. */
    Scaling get();
  }

  private final MiniBatchPlan plan;
  private final int chunk;
  private final int lane;
  private final RowValues values;
  private final Targets targets;

  /** Of each row, where they are not the numbers; else null. */
  private final Numbers places;

  /** The order of an epoch; null for file order. */
  private final Permutation order;

  /** Null if there is nothing to be scaled. */
  private final ScalingRef scaling;

  private Chunk(
      MiniBatchPlan plan,
      ChunkKey key,
      RowBlock rows,
      RowValues values,
      Permutation order,
      ScalingRef scaling) {
    this.plan = plan;
    chunk = key.chunk();
    lane = key.lane();
    this.values = values;
    targets = rows.targets();
    places = rows.hasPlaces() ? placesOf(rows) : null;
    this.order = order;
    this.scaling = scaling;
  }

  private static Numbers placesOf(RowBlock rows) {
    double[] places = new double[rows.rows()];
    Arrays.setAll(places, rows::place);
    return Numbers.of(places, places.length);
  }

  /**
   * Checks rows and keeps them.
   *
   * @param rows all rows of the chunk, in their order, as they were read; their targets count
   *     classes or are numbers
   * @throws InvalidInputException if the scaling cannot take a number
   */
  static Chunk of(MiniBatchPlan plan, ChunkKey key, RowBlock rows, ScalingRef scaling) {
    Scaling by = scaling.get();
    RowValues values = rows.values();
    if (by.kind() == ScaleKind.UNIT) {
      if (!(values.numbers() instanceof Bytes bytes && !bytes.arePixels())) {
        check(plan, key, rows, by);
      }
      values = values.withNumbers(pixels(values.numbers(), values.kept(0, rows.rows())));
    } else if (by.kind().isLearned()
        && !(by.takesModestNumbers() && values.numbers().areModest())) {
      check(plan, key, rows, by);
    }
    return new Chunk(plan, key, rows, values, null, by.kind().isLearned() ? scaling : null);
  }

  /** Keeps rows of other chunks, which have been checked, in the order of an epoch. */
  static Chunk reordered(
      MiniBatchPlan plan, ChunkKey key, RowBlock rows, Permutation order, ScalingRef scaling) {
    return new Chunk(plan, key, rows, rows.values(), order, scaling);
  }

  private static void check(MiniBatchPlan plan, ChunkKey key, RowBlock rows, Scaling by) {
    for (int row = 0; row < rows.rows(); row++) {
      double[] x = rows.row(row);
      by.apply(x, 1, plan.rowAt(key.chunk(), key.lane(), row), x.length);
    }
  }

  /** Whole numbers from 0 to 255 as the pixel values that they are scaled to. */
  private static Bytes pixels(Numbers numbers, int count) {
    if (numbers instanceof Bytes bytes) {
      return new Bytes(bytes.bytes(), true);
    }
    double[] given = new double[count];
    numbers.read(0, count, given, 0);
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (int) given[i];
    }
    return new Bytes(bytes, true);
  }

  /** The cut that these rows follow. */
  public MiniBatchPlan plan() {
    return plan;
  }

  /** The lane that these rows belong to: k, 0 to K - 1. */
  public int lane() {
    return lane;
  }

  /** The number of this chunk in its lane, from 0. */
  public int chunk() {
    return chunk;
  }

  /**
   * Whether these rows hold block k of a mini-batch: {@link MiniBatchPlan#rowInChunk} then counts
   * from the first of them.
   */
  public boolean holds(int step) {
    return plan.chunkOf(step) == chunk;
  }

  /** Whether they hold it and it is not empty, as in a mini-batch that is shorter than K. */
  public boolean hasBlock(int step) {
    return holds(step) && plan.blockRows(step, lane) > 0;
  }

  /** How many rows there are, at least 1. */
  public int rows() {
    return targets.rows();
  }

  /** What the rows are to be learned as. */
  public Targets targets() {
    return targets;
  }

  /** The number of a row in its data set, from 0 in file order whatever the order of the epoch. */
  public long number(int row) {
    long position = plan.rowAt(chunk, lane, row);
    return order == null ? position : order.rowAt(position);
  }

  /** Where a row stands in the input, from 0. */
  public long place(int row) {
    if (places == null) {
      return number(row);
    }
    double[] place = new double[1];
    places.read(row, 1, place, 0);
    return (long) place[0];
  }

  /** All rows as they are kept, numbered by their positions in the order of an epoch. */
  RowBlock inOrder(Permutation epoch) {
    long[] positions = new long[rows()];
    long[] ownPlaces = places == null ? null : new long[positions.length];
    for (int row = 0; row < positions.length; row++) {
      positions[row] = epoch.placeOf(number(row));
      if (ownPlaces != null) {
        ownPlaces[row] = place(row);
      }
    }
    return new RowBlock(0, positions.length, values, targets, null)
        .renumbered(positions, ownPlaces);
  }

  /**
   * Copies x of rows as doubles.
   *
   * @param from the first row, from 0
   * @param count how many
   * @param x receives count x features numbers, row by row
   * @param at where in x they begin
   */
  public void read(int from, int count, double[] x, int at) {
    values.read(from, count, x, at);
    if (scaling != null) {
      scaling.get().scale(x, at, count);
    }
  }

  /**
   * Whether x of these rows can be read without zeros, by {@link #addTo}: at least two thirds of
   * the numbers are zero, and in as many columns they stay so.
   */
  public boolean areSparse() {
    return values.areSparse() && (scaling == null || scaling.get().keepsSparse());
  }

  /**
   * Adds x of rows without zeros to others.
   *
   * @param x of width features, added to
   * @param from the first row here, from 0
   * @param count how many
   * @throws NullPointerException if they are not {@linkplain #areSparse sparse}
   */
  public void addTo(SparseRows x, int from, int count) {
    int first = x.rows();
    values.addTo(x, from, count);
    if (scaling != null) {
      scaling.get().scaleSparse(x, first);
    }
  }
}
