package dev.lockstep.network.dropout;

import dev.lockstep.linalg.Matrix;
import dev.lockstep.linalg.SparseRows;
import dev.lockstep.pack.Chunk;
import dev.lockstep.rows.SplitMix64;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * The {@link Dropout} of one pass over n rows: the masks of its hidden layers, which the way back
 * needs again, and what these layers pass on. Buffers that grow with n and are used again; not
 * thread-safe, but what a pass has left may be read by any thread.
 */
public final class Masks {
  private Dropout dropout = Dropout.NONE;

  /** The numbers of the rows among the learned rows. */
  private long[] rows = {};

  private int count;

  /** Of each layer: all bits where a unit of a row is kept, none where it is dropped. */
  private final long[][] kept;

  /** Of each layer, what it passes on. */
  private final double[][] passed;

  /** 0, 1, 2 ...: the processor can load numbers of a loop in fours or eights, not count so. */
  private long[] units = {};

  /** For networks of so many layers, without their input; drops nothing. */
  public Masks(int layers) {
    kept = new long[layers][0];
    passed = new double[layers][0];
  }

  /** Begins a pass without rows. */
  public void begin(Dropout epoch) {
    dropout = epoch;
    count = 0;
  }

  /** Adds rows of a chunk: {@code more} of them, from row {@code from}. */
  public void add(Chunk chunk, int from, int more) {
    if (dropout.rates().isEmpty()) {
      return;
    }
    if (rows.length < count + more) {
      rows = Arrays.copyOf(rows, Math.max(count + more, 2 * rows.length));
    }
    for (int row = from; row < from + more; row++) {
      rows[count++] = chunk.number(row);
    }
  }

  /** Whether units of a layer may be dropped in this pass; layer 0 is the input. */
  public boolean drops(int layer) {
    return dropout.drops(layer);
  }

  /** Drops numbers of x, shape (n, d0), in place; as the rows of the pass, without gaps. */
  public void dropInput(Matrix x) {
    double[] numbers = x.values();
    long[] mask = fit(0, 1, x.columns());
    for (int row = 0; row < x.rows(); row++) {
      mask(0, row, x.columns(), 0);
      select(numbers, x.at(row), mask, x.columns(), dropout.factor(0), numbers);
    }
  }

  /** The same of rows without zeros: what is dropped is left out. */
  public void dropInput(SparseRows x) {
    int[] starts = x.starts();
    int[] columns = x.columns();
    double[] numbers = x.values();
    double factor = dropout.factor(0);
    long most = dropout.least(0) - 1;
    int to = 0;
    int from = 0;
    for (int row = 0; row < x.rows(); row++) {
      long key = dropout.key(0, rows[row]);
      for (int end = starts[row + 1]; from < end; from++) {
        columns[to] = columns[from];
        numbers[to] = numbers[from] * factor;
        to += (int) ((most - (SplitMix64.hash(key + columns[from]) >>> 11)) >>> 63); // 1 if kept
      }
      starts[row + 1] = to;
    }
  }

  /**
   * What hidden layer l passes on of z, shape (n, d(l)), which stays as it is; from the beginning
   * of its array without gaps.
   */
  public void drop(int l, Matrix z) {
    int numbers = z.rows() * z.columns();
    long[] mask = fit(l, z.rows(), z.columns());
    for (int row = 0; row < z.rows(); row++) {
      mask(l, row, z.columns(), row * z.columns());
    }
    if (passed[l].length < numbers) {
      passed[l] = new double[mask.length];
    }
    select(z.values(), 0, mask, numbers, dropout.factor(l), passed[l]);
  }

  /** What hidden layer l has passed on, of the shape of {@code z}. */
  public Matrix passed(int l, Matrix z) {
    return new Matrix(passed[l], z.rows(), z.columns());
  }

  /** {@code dz} of hidden layer l from that of what it has passed on, in place; as z. */
  public void backward(int l, Matrix dz) {
    double[] numbers = dz.values();
    select(numbers, 0, kept[l], dz.rows() * dz.columns(), dropout.factor(l), numbers);
  }

  /** Room for the mask of so many rows of a layer. */
  private long[] fit(int layer, int rowCount, int width) {
    int numbers = Math.multiplyExact(rowCount, width);
    if (kept[layer].length < numbers) {
      kept[layer] = new long[numbers];
    }
    if (units.length < width) {
      units = LongStream.range(0, width).toArray();
    }
    return kept[layer];
  }

  /** The mask of a row of a layer. */
  private void mask(int layer, int row, int width, int at) {
    long key = dropout.key(layer, rows[row]);
    long most = dropout.least(layer) - 1; // of those that are dropped
    long[] mask = kept[layer];
    for (int unit = 0; unit < width; unit++) {
      long hash = SplitMix64.hash(key + units[unit]) >>> 11;
      mask[at + unit] = (most - hash) >> (Long.SIZE - 1); // all ones where it is negative
    }
  }

  /**
   * {@code to[at + i] = z[at + i] factor}, or 0 where the mask has no bits, for i from 0 to {@code
   * count} - 1, without a branch, which no processor could predict.
   */
  private static void select(
      double[] z, int at, long[] mask, int count, double factor, double[] to) {
    for (int i = 0; i < count; i++) {
      long bits = Double.doubleToRawLongBits(z[at + i] * factor) & mask[i];
      to[at + i] = Double.longBitsToDouble(bits);
    }
  }
}
