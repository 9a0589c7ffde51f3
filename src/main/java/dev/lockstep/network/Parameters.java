package dev.lockstep.network;

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
 * <p>Owned by one thread at a time: the driver's training loop between steps; tasks read a
 * broadcast copy that nothing changes.
 */
public final class Parameters extends LayerArrays {
  private static final long serialVersionUID = 1L;

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

  /** W' of layer l, shape (d(l), d(l-1)): the same numbers. */
  DenseMatrix weightsTransposed(int l) {
    return transposed(l);
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
      double[] w = array(i);
      double[] dw = gradient.array(i);
      for (int j = 0; j < w.length; j++) {
        w[j] -= learningRate * dw[j];
      }
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

  private record Serialized(Topology topology, byte[] values) implements Serializable {
    private Object readResolve() {
      Parameters parameters = new Parameters(topology);
      parameters.fromBytes(values);
      return parameters;
    }
  }
}
