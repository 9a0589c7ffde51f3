package dev.lockstep.network;

/**
 * dW1, db1 ... dWL, dbL of some rows of a mini-batch, and those rows' loss.
 *
 * <p>Already divided by the length of the whole mini-batch, so that the gradients of its blocks
 * simply add up.
 */
public final class Gradient extends LayerArrays implements Addable<Gradient> {
  private static final long serialVersionUID = 1L;

  private double loss;

  /** All zeros. */
  public Gradient(Topology topology) {
    super(topology);
  }

  /** These rows' part of the mini-batch's mean loss, before the update. */
  public double loss() {
    return loss;
  }

  /** Overwrites the loss. */
  public void setLoss(double loss) {
    this.loss = loss;
  }

  /** {@code this + right}, number by number, in place; right is unchanged. */
  @Override
  public Gradient plus(Gradient right) {
    add(1, right);
    loss += right.loss;
    return this;
  }
}
