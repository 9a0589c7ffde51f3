package dev.lockstep.network;

import dev.lockstep.linalg.Elementwise;
import dev.lockstep.linalg.Matrix;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A number for every parameter: a matrix of the shape of W and a vector of the shape of b for each
 * layer, over arrays of their own. Parameters, gradients and an optimiser's moments are such.
 *
 * <p>The canonical order is W1, b1, W2, b2 ... WL, bL, each W row by row as (inputs, outputs):
 * hashes, files and messages all use it. Serialised as one array of little-endian float64, which is
 * copied whole where an array of doubles would be written number by number.
 */
public sealed class LayerArrays implements Serializable permits Parameters, Gradient {
  private static final long serialVersionUID = 1L;

  private static final Elementwise FORMULAS = Elementwise.fastest();

  private final Topology topology;

  /** W1, b1 ...; a b is a matrix of one row. */
  private transient Matrix[] matrices;

  /** Where each array begins among all numbers in canonical order. */
  private transient long[] offsets;

  /** All zeros. */
  public LayerArrays(Topology topology) {
    this.topology = topology;
    allocate();
  }

  private void allocate() {
    matrices = new Matrix[2 * topology.layers()];
    offsets = new long[matrices.length];
    long offset = 0;
    for (int i = 0; i < matrices.length; i++) {
      int l = i / 2 + 1;
      matrices[i] = Matrix.zeros(i % 2 == 0 ? topology.inputs(l) : 1, topology.outputs(l));
      offsets[i] = offset;
      offset += array(i).length;
    }
  }

  /** The shapes of all arrays. */
  public final Topology topology() {
    return topology;
  }

  /** What belongs to W of layer l, shape (d(l-1), d(l)), without gaps: the numbers themselves. */
  public final Matrix weights(int l) {
    return matrices[2 * l - 2];
  }

  /** What belongs to b of layer l, shape (1, d(l)): the numbers themselves. */
  public final Matrix biases(int l) {
    return matrices[2 * l - 1];
  }

  /** Array i in canonical order, W1, b1, W2 ...; i of 0 to 2 L - 1; not a copy. */
  final double[] array(int i) {
    return matrices[i].values();
  }

  /** How many arrays there are: 2 L. */
  final int arrays() {
    return matrices.length;
  }

  /** A tile where it is, not a copy. */
  public final Matrix part(Tile tile) {
    return matrices[tile.array()]
        .slice(tile.firstRow(), tile.endRow())
        .columns(tile.firstColumn(), tile.endColumn());
  }

  /**
   * The bound of a slice of all numbers in canonical order, counted in array i: 0 up to its length.
   */
  final int within(int i, long position) {
    return (int) Math.max(0, Math.min(array(i).length, position - offsets[i]));
  }

  /** What is done with a row. */
  @FunctionalInterface
  interface RowAction {
    /** With row {@code row} of all: numbers {@code from} to {@code to} - 1 of array i. */
    void accept(int row, int i, int from, int to);
  }

  /**
   * Goes through rows {@code first} to {@code end} - 1 of the {@linkplain Topology#rows rows} of
   * all arrays in canonical order.
   */
  final void forEachRow(int first, int end, RowAction action) {
    int before = 0;
    for (int i = 0; i < matrices.length; i++) {
      int columns = matrices[i].columns();
      int last = Math.min(end - before, matrices[i].rows());
      for (int row = Math.max(0, first - before); row < last; row++) {
        action.accept(before + row, i, row * columns, (row + 1) * columns);
      }
      before += matrices[i].rows();
    }
  }

  /**
   * Copies numbers {@code from} to {@code to} - 1 of all in canonical order to where the target
   * stands.
   */
  public final void copy(long from, long to, DoubleBuffer target) {
    for (int i = 0; i < arrays(); i++) {
      int start = within(i, from);
      target.put(array(i), start, within(i, to) - start);
    }
  }

  /**
   * Overwrites rows {@code first} to {@code end} - 1 of all arrays out of all numbers in canonical
   * order.
   */
  public final void readRows(DoubleBuffer source, int first, int end) {
    forEachRow(
        first,
        end,
        (row, i, from, to) -> source.get((int) offsets[i] + from, array(i), from, to - from));
  }

  /** Takes over all numbers of others of the same topology. */
  public final void copyFrom(LayerArrays other) {
    for (int i = 0; i < arrays(); i++) {
      System.arraycopy(other.array(i), 0, array(i), 0, array(i).length);
    }
  }

  /** Their dot product: each row from left to right, then the rows in canonical order. */
  public final double dot(LayerArrays other) {
    return dot(other, 1);
  }

  /** The squares of all numbers that belong to W, not to b, added in the same order. */
  public final double squaresOfWeights() {
    return dot(this, 2);
  }

  /** Of every {@code stride}-th array. */
  private double dot(LayerArrays other, int stride) {
    double sum = 0;
    for (int i = 0; i < arrays(); i += stride) {
      sum = addRows(sum, array(i), other.array(i), matrices[i].columns());
    }
    return sum;
  }

  /** Adds a b, row by row; four rows at once, since each has to wait for its last sum. */
  private static double addRows(double before, double[] a, double[] b, int columns) {
    double sum = before;
    int row = 0;
    for (; row + 4 * columns <= a.length; row += 4 * columns) {
      double first = 0;
      double second = 0;
      double third = 0;
      double fourth = 0;
      for (int j = row; j < row + columns; j++) {
        int later = j + 2 * columns;
        first += a[j] * b[j];
        second += a[j + columns] * b[j + columns];
        third += a[later] * b[later];
        fourth += a[later + columns] * b[later + columns];
      }
      sum = sum + first + second + third + fourth;
    }
    for (; row < a.length; row += columns) {
      double last = 0;
      for (int j = row; j < row + columns; j++) {
        last += a[j] * b[j];
      }
      sum += last;
    }
    return sum;
  }

  /** {@code this + factor * other}, number by number, in place; another than this. */
  public final void add(double factor, LayerArrays other) {
    add(factor, other, 1);
  }

  /** The same for what belongs to W alone. */
  public final void addWeights(double factor, LayerArrays other) {
    add(factor, other, 2);
  }

  private void add(double factor, LayerArrays other, int stride) {
    for (int i = 0; i < arrays(); i += stride) {
      FORMULAS.add(factor, other.array(i), 0, array(i).length, array(i), 0);
    }
  }

  /** {@code factor * this}, number by number, in place. */
  public final void scale(double factor) {
    for (Matrix matrix : matrices) {
      double[] numbers = matrix.values();
      for (int j = 0; j < numbers.length; j++) {
        numbers[j] *= factor;
      }
    }
  }

  /** All numbers become +0. */
  public final void clear() {
    for (Matrix matrix : matrices) {
      matrix.clear();
    }
  }

  /** Whether all numbers have the bits of others of the same topology. */
  public final boolean hasNumbersOf(LayerArrays other) {
    return IntStream.range(0, arrays()).allMatch(i -> Arrays.equals(array(i), other.array(i)));
  }

  /** All numbers in canonical order as little-endian float64, 8 {@link Topology#size} bytes. */
  final byte[] toBytes() {
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.toIntExact(8 * topology.size())).order(ByteOrder.LITTLE_ENDIAN);
    copy(0, topology.size(), buffer.asDoubleBuffer());
    return buffer.array();
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    out.writeObject(toBytes());
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    allocate();
    ByteBuffer bytes = ByteBuffer.wrap((byte[]) in.readObject()).order(ByteOrder.LITTLE_ENDIAN);
    DoubleBuffer numbers = bytes.asDoubleBuffer();
    for (Matrix matrix : matrices) {
      numbers.get(matrix.values());
    }
  }
}
