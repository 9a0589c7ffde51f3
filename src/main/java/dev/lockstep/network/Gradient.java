package dev.lockstep.network;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.DoubleBuffer;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;

/**
 * dW1, db1 ... dWL, dbL of some rows of a mini-batch, and those rows' loss.
 *
 * <p>Already divided by the length of the whole mini-batch, so that the gradients of its blocks
 * simply add up.
 */
public final class Gradient extends LayerArrays implements Addable<Gradient> {
  private static final long serialVersionUID = 1L;

  private transient double loss;

  /**
   * All zeros.
   *
   * @param topology the shapes of dW and db
   */
  public Gradient(Topology topology) {
    super(topology);
  }

  /**
   * The derivative of the loss by W of layer l.
   *
   * @param l a layer, 1 to L
   * @return shape (d(l-1), d(l)), stored row by row; the matrix itself
   */
  public DenseMatrix dWeights(int l) {
    return matrix(l);
  }

  /**
   * The derivative of the loss by b of layer l.
   *
   * @param l a layer, 1 to L
   * @return length d(l); the vector itself
   */
  public DenseVector dBiases(int l) {
    return vector(l);
  }

  /**
   * These rows' part of the mini-batch's mean cross-entropy: the sum over the rows of -log
   * max(y[t], 1e-7), divided by the length of the mini-batch.
   *
   * @return the loss before the update, in nats
   */
  public double loss() {
    return loss;
  }

  /**
   * Overwrites the loss.
   *
   * @param loss these rows' part of the mini-batch's mean cross-entropy
   */
  public void setLoss(double loss) {
    this.loss = loss;
  }

  /**
   * {@code this + right}, number by number, in place.
   *
   * @param right the gradient of the rows that follow; unchanged
   * @return this
   */
  @Override
  public Gradient plus(Gradient right) {
    for (int i = 0; i < arrays(); i++) {
      double[] dw = array(i);
      double[] rightDw = right.array(i);
      for (int j = 0; j < dw.length; j++) {
        dw[j] += rightDw[j];
      }
    }
    loss += right.loss;
    return this;
  }

  /**
   * Copies a slice of all numbers in canonical order, without the loss.
   *
   * @param from the slice's first number
   * @param to the number after its last
   * @param target gets them, from where it stands
   */
  public void copy(long from, long to, DoubleBuffer target) {
    copySlice(from, to, target);
  }

  private Object writeReplace() {
    return new Serialized(topology(), loss, toBytes());
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("A gradient is read through its serialised form");
  }

  private static final class Serialized implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Topology topology;
    private final double loss;
    private final byte[] values;

    Serialized(Topology topology, double loss, byte[] values) {
      this.topology = topology;
      this.loss = loss;
      this.values = values;
    }

    private Object readResolve() {
      Gradient gradient = new Gradient(topology);
      gradient.fromBytes(values);
      gradient.setLoss(loss);
      return gradient;
    }
  }
}
