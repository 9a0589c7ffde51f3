package dev.lockstep.network;

import dev.lockstep.data.PackedRows;
import dev.lockstep.linalg.MatrixProduct;
import org.apache.spark.ml.linalg.DenseMatrix;

/**
 * The gradient of a block of rows: forward through all layers, then back. Owns its buffers, so each
 * thread has its own.
 *
 * <pre>
 * for l = 1 ... L:  u(l) = z(l-1) W(l) + b(l)      z(l) = relu(u(l)), z(L) = y = softmax(u(L))
 *                   du(L) = (y - t) / n
 * for l = L ... 1:  dW(l) = z(l-1)' du(l)          db(l) = column sums of du(l)
 *                   dz(l-1) = du(l) W(l)'          du(l-1) = dz(l-1) where u(l-1) > 0, else 0
 * </pre>
 *
 * <p>n is the length of the mini-batch, not of the block. The gradient of the input x is not
 * computed.
 */
public final class Backpropagation {
  private final MatrixProduct product;
  private final ForwardPass forward;
  private final Workspaces workspaces;

  /**
   * Makes a calculator for one thread.
   *
   * @param topology the network
   * @param product computes all matrix products
   */
  public Backpropagation(Topology topology, MatrixProduct product) {
    this.product = product;
    forward = new ForwardPass(product);
    workspaces = new Workspaces(topology);
  }

  /**
   * The gradient of one block of a mini-batch.
   *
   * @param parameters W and b; unchanged
   * @param chunk holds the mini-batch's rows of this block
   * @param step the mini-batch
   * @param gradient overwritten with dW, db and the block's part of the loss
   * @param clock told of the phases unpack, forward and backward
   */
  public void gradient(
      Parameters parameters, PackedRows chunk, int step, Gradient gradient, PhaseClock clock) {
    int rows = chunk.plan().blockRows(step, chunk.block());
    int first = chunk.plan().rowInChunk(step, chunk.block());
    Workspace w = workspaces.forRows(rows);
    chunk.read(first, rows, w.z(0).values());
    clock.lap(Phase.UNPACK);
    forward.run(parameters, w);
    clock.lap(Phase.FORWARD);
    backward(parameters, w, chunk.classes(), first, chunk.plan().batchRows(step), gradient);
    clock.lap(Phase.BACKWARD);
  }

  /**
   * From y back to the first layer.
   *
   * @param w after {@link ForwardPass#run}; its du are overwritten
   * @param t classes, these rows' from {@code from} on
   * @param n the length of the mini-batch
   */
  void backward(Parameters parameters, Workspace w, int[] t, int from, int n, Gradient gradient) {
    int last = parameters.topology().layers();
    DenseMatrix y = w.z(last);
    double loss = 0;
    for (int row = 0; row < y.numRows(); row++) {
      loss += SoftmaxCrossEntropy.loss(y, row, t[from + row]);
    }
    gradient.setLoss(loss / n);
    SoftmaxCrossEntropy.backward(y, t, from, n, w.du(last));
    for (int l = last; l >= 1; l--) {
      Affine.backward(
          product, w.zTransposed(l - 1), w.du(l), gradient.dWeights(l), gradient.dBiases(l));
      if (l > 1) {
        Affine.backwardInput(product, w.du(l), parameters.weightsTransposed(l), w.du(l - 1));
        Relu.backward(w.u(l - 1), w.du(l - 1));
      }
    }
  }
}
