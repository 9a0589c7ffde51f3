package dev.lockstep.network;

import dev.lockstep.linalg.Matrix;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;

/**
 * A matrix and a vector for each layer of a topology, over arrays of their own, made once: what
 * parameters and gradients have in common.
 *
 * <p>The canonical order is W1, b1, W2, b2 ... WL, bL, each W row by row as (inputs, outputs):
 * hashes, files and messages all use it. Serialised as one array of little-endian float64, which is
 * copied whole where an array of doubles would be written number by number.
 */
abstract sealed class LayerArrays implements Serializable permits Parameters, Gradient {
  private static final long serialVersionUID = 1L;

  private final transient Topology topology;
  private final transient DenseMatrix[] matrices;
  private final transient DenseVector[] vectors;

  /** Where each array begins among all numbers in canonical order. */
  private final transient long[] offsets;

  LayerArrays(Topology topology) {
    this.topology = topology;
    matrices = new DenseMatrix[topology.layers()];
    vectors = new DenseVector[topology.layers()];
    offsets = new long[2 * topology.layers()];
    long offset = 0;
    for (int l = 1; l <= topology.layers(); l++) {
      int rows = topology.inputs(l);
      int columns = topology.outputs(l);
      matrices[l - 1] = new DenseMatrix(rows, columns, new double[rows * columns], true);
      vectors[l - 1] = new DenseVector(new double[columns]);
      offsets[2 * l - 2] = offset;
      offsets[2 * l - 1] = offset + (long) rows * columns;
      offset = offsets[2 * l - 1] + columns;
    }
  }

  /**
   * The shapes of all arrays.
   *
   * @return the topology they were made for
   */
  public final Topology topology() {
    return topology;
  }

  final DenseMatrix matrix(int l) {
    return matrices[l - 1];
  }

  final DenseVector vector(int l) {
    return vectors[l - 1];
  }

  /**
   * The arrays themselves in canonical order: W1, b1, W2, b2 ...
   *
   * @param i 0 to 2 L - 1
   * @return array i, not a copy
   */
  final double[] array(int i) {
    return i % 2 == 0 ? matrices[i / 2].values() : vectors[i / 2].values();
  }

  /**
   * A tile where it is.
   *
   * @param tile some rows and columns of a matrix, or numbers of a vector
   * @return those numbers, not a copy
   */
  public final Matrix part(Tile tile) {
    double[] vector = vector(tile.layer()).values();
    Matrix whole =
        tile.weights() ? Matrix.of(matrix(tile.layer())) : new Matrix(vector, 1, vector.length);
    return whole
        .slice(tile.firstRow(), tile.endRow())
        .columns(tile.firstColumn(), tile.endColumn());
  }

  /**
   * How many arrays there are.
   *
   * @return 2 L
   */
  final int arrays() {
    return 2 * matrices.length;
  }

  /**
   * The part of array i that lies in a slice of all numbers in canonical order.
   *
   * @param i the array
   * @param position the slice's bound, counted over all arrays
   * @return the same bound counted in array i, cut to 0 up to its length
   */
  final int within(int i, long position) {
    return (int) Math.max(0, Math.min(array(i).length, position - offsets[i]));
  }

  /**
   * Copies a slice of all numbers in canonical order.
   *
   * @param from the slice's first number
   * @param to the number after its last
   * @param target gets them, from where it stands
   */
  final void copySlice(long from, long to, DoubleBuffer target) {
    for (int i = 0; i < arrays(); i++) {
      int start = within(i, from);
      target.put(array(i), start, within(i, to) - start);
    }
  }

  /**
   * All numbers in canonical order.
   *
   * @return little-endian float64, 8 {@link Topology#size} bytes
   */
  final byte[] toBytes() {
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.toIntExact(8 * topology.size())).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < arrays(); i++) {
      buffer.asDoubleBuffer().put(array(i));
      buffer.position(buffer.position() + 8 * array(i).length);
    }
    return buffer.array();
  }

  /**
   * Overwrites all numbers.
   *
   * @param bytes as {@link #toBytes} gives them
   */
  final void fromBytes(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < arrays(); i++) {
      buffer.asDoubleBuffer().get(array(i));
      buffer.position(buffer.position() + 8 * array(i).length);
    }
  }
}
