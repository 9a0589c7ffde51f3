package dev.lockstep.network;

/**
 * A block that has gone forward and back, up to du of every layer: all that dW and db are made of.
 * Valid until its {@link Backpropagation} takes another block into the same slot.
 */
public final class BlockPass {
  private final Workspace workspace;
  private final double loss;

  BlockPass(Workspace workspace, double loss) {
    this.workspace = workspace;
    this.loss = loss;
  }

  Workspace workspace() {
    return workspace;
  }

  /**
   * The block's part of the mini-batch's mean cross-entropy.
   *
   * @return the loss before the update, in nats
   */
  public double loss() {
    return loss;
  }
}
