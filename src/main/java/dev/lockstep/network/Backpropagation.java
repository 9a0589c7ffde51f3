package dev.lockstep.network;

import dev.lockstep.data.PackedRows;
import dev.lockstep.linalg.MatrixProduct;
import dev.lockstep.linalg.MatrixRows;
import java.util.List;
import org.apache.spark.ml.linalg.DenseMatrix;

/**
 * The gradient of a block of rows: forward through all layers, then back. Owns its buffers, so each
 * thread has its own.
 *
 * <pre>
 * for l = 1 ... L:  u(l) = z(l-1) W(l) + b(l)      z(l) = relu(u(l)), z(L) = y = softmax(u(L))
 *                   du(L) = (y - t) / n
 * for l = L ... 2:  dz(l-1) = du(l) W(l)'          du(l-1) = dz(l-1) where u(l-1) > 0, else 0
 * for every l:      dW(l) = z(l-1)' du(l)          db(l) = column sums of du(l)
 * </pre>
 *
 * <p>n is the length of the mini-batch, not of the block. The gradient of the input x is not
 * computed. dW is computed in {@link Tile}s, whose bounds are part of the definition of its bits.
 */
public final class Backpropagation {
  private final MatrixProduct product;
  private final ForwardPass forward;
  private final Workspaces workspaces;
  private final List<Tile> tiles;

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
    tiles = Tile.all(topology);
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
    BlockPass pass = pass(parameters, MatrixRows.of(parameters.weights(1)), chunk, step, 0, clock);
    gradient.setLoss(pass.loss());
    for (Tile tile : tiles) {
      pass.tile(tile, gradient.rows(tile));
    }
    clock.lap(Phase.BACKWARD);
  }

  /**
   * Forward and back, up to du of every layer.
   *
   * @param parameters W and b; unchanged
   * @param w1 the rows of W1, as they stand there or aligned
   * @param chunk holds the mini-batch's rows of this block
   * @param step the mini-batch
   * @param slot which of this calculator's buffers to use: blocks in different slots stay valid
   *     beside each other
   * @param clock told of the phases unpack, forward and backward
   * @return what dW and db are made from
   */
  public BlockPass pass(
      Parameters parameters,
      MatrixRows w1,
      PackedRows chunk,
      int step,
      int slot,
      PhaseClock clock) {
    int rows = chunk.plan().blockRows(step, chunk.block());
    int first = chunk.plan().rowInChunk(step, chunk.block());
    Workspace w = workspaces.forRows(rows, slot);
    w.x().read(chunk, first);
    clock.lap(Phase.UNPACK);
    forward.run(parameters, w1, w);
    clock.lap(Phase.FORWARD);
    double loss = backward(parameters, w, chunk.classes(), first, chunk.plan().batchRows(step));
    w.prepareGradient();
    clock.lap(Phase.BACKWARD);
    return new WorkspacePass(w, product, loss);
  }

  /**
   * From y back to du of the first layer.
   *
   * @param w after {@link ForwardPass#run}; its du are overwritten
   * @param t classes, these rows' from {@code from} on
   * @param n the length of the mini-batch
   * @return the block's part of the loss
   */
  private double backward(Parameters parameters, Workspace w, int[] t, int from, int n) {
    int last = parameters.topology().layers();
    DenseMatrix y = w.z(last);
    double loss = 0;
    for (int row = 0; row < y.numRows(); row++) {
      loss += SoftmaxCrossEntropy.loss(y, row, t[from + row]);
    }
    SoftmaxCrossEntropy.backward(y, t, from, n, w.du(last));
    for (int l = last; l > 1; l--) {
      Affine.backwardInput(product, w.du(l), parameters.weightsTransposed(l), w.du(l - 1));
      Relu.backward(w.u(l - 1), w.du(l - 1));
    }
    return loss / n;
  }
}
