package dev.lockstep.network;

import dev.lockstep.linalg.Axpy;
import dev.lockstep.linalg.Matrix;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;

/**
 * W1, b1 ... WL, bL: everything a network has learned.
 *
 * <p>Owned by one thread at a time: the driver's training loop changes them between steps, when no
 * task whose result counts is reading. In local mode a broadcast is this very object; a task that
 * Spark has given up may read it while it changes, and its result is thrown away.
 */
public final class Parameters extends LayerArrays {
  private static final long serialVersionUID = 1L;
  private static final Axpy AXPY = Axpy.fastest();

  /**
   * All zeros.
   *
   * @param topology their shapes
   */
  public Parameters(Topology topology) {
    super(topology);
  }

  /**
   * W of layer l.
   *
   * @param l a layer, 1 to L
   * @return shape (d(l-1), d(l)), stored row by row ({@code isTransposed}); the matrix itself
   */
  public DenseMatrix weights(int l) {
    return matrix(l);
  }

  /**
   * b of layer l.
   *
   * @param l a layer, 1 to L
   * @return length d(l); the vector itself
   */
  public DenseVector biases(int l) {
    return vector(l);
  }

  /**
   * {@code W = W - lr * dW}, {@code b = b - lr * db}: one step of gradient descent, in place.
   *
   * @param learningRate lr
   * @param gradient dW and db of the whole mini-batch
   */
  public void descend(double learningRate, Gradient gradient) {
    for (int i = 0; i < arrays(); i++) {
      double[] dw = gradient.array(i);
      AXPY.add(-learningRate, dw, 0, dw.length, array(i), 0);
    }
  }

  /**
   * The same for a tile: different tiles may be updated by different threads. Rows that the
   * mini-batch leaves alone are not written, so that they stay in the caches of all cores: a third
   * of W1, in MNIST.
   *
   * @param learningRate lr
   * @param tile which part
   * @param gradient its dW or db
   */
  public void descend(double learningRate, Tile tile, Matrix gradient) {
    Matrix w = part(tile);
    for (int row = 0; row < gradient.rows(); row++) {
      int from = gradient.at(row);
      int to = from + gradient.columns();
      if (!isZero(gradient.values(), from, to)) {
        AXPY.add(-learningRate, gradient.values(), from, to, w.values(), w.at(row) - from);
      }
    }
  }

  /** Whether all numbers are +0, which changes no parameter. */
  private static boolean isZero(double[] gradient, int from, int to) {
    int i = from;
    while (i < to && Double.doubleToRawLongBits(gradient[i]) == 0) {
      i++;
    }
    return i == to;
  }

  /**
   * The same for a slice of all numbers in canonical order: disjoint slices may be updated by
   * different threads.
   *
   * @param learningRate lr
   * @param slice dW and db in the slice, from the beginning of the array
   * @param from the slice's first number
   * @param to the number after its last
   */
  public void descend(double learningRate, double[] slice, long from, long to) {
    int next = 0;
    for (int i = 0; i < arrays(); i++) {
      int first = within(i, from);
      int end = next + within(i, to) - first;
      AXPY.add(-learningRate, slice, next, end, array(i), first - next);
      next = end;
    }
  }

  /**
   * Takes over all numbers of others.
   *
   * @param other of the same topology; unchanged
   */
  public void copyFrom(Parameters other) {
    for (int i = 0; i < arrays(); i++) {
      System.arraycopy(other.array(i), 0, array(i), 0, array(i).length);
    }
  }

  /**
   * Whether every parameter is a number.
   *
   * @return false if any is infinite or NaN
   */
  public boolean areFinite() {
    for (int i = 0; i < arrays(); i++) {
      for (double w : array(i)) {
        if (!Double.isFinite(w)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * The fingerprint of a training run: SHA-256 over W1, b1, W2, b2 ... row by row as little-endian
   * float64.
   *
   * @return 64 hexadecimal digits
   */
  public String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(toBytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private Object writeReplace() {
    return new Serialized(topology(), toBytes());
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("Parameters are read through their serialised form");
  }

  private static final class Serialized implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Topology topology;
    private final byte[] values;

    Serialized(Topology topology, byte[] values) {
      this.topology = topology;
      this.values = values;
    }

    private Object readResolve() {
      Parameters parameters = new Parameters(topology);
      parameters.fromBytes(values);
      return parameters;
    }
  }
}
