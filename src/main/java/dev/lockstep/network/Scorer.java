package dev.lockstep.network;

import dev.lockstep.linalg.Matrix;
import dev.lockstep.linalg.Products;
import dev.lockstep.pack.Chunk;

/**
 * Counts right answers and adds up the loss over a lane of rows, in products of at most 64 rows.
 * Owns its buffers, so each thread has its own.
 */
public final class Scorer {
  /** So few that the tutorial's u and z stay in the second cache beside W1. */
  private static final int PRODUCT_ROWS = 64;

  private final Products products;
  private final ForwardPass forward;
  private final Workspace w;

  /**
   * Makes a calculator for one thread.
   *
   * @param topology the network
   * @param products computes all matrix products
   */
  public Scorer(Topology topology, Products products) {
    this.products = products;
    forward = new ForwardPass(products);
    w = new Workspace(topology);
  }

  /**
   * Goes on scoring a lane with its next chunk.
   *
   * @param parameters W and b; unchanged
   * @param chunk the rows that follow
   * @param before the score of the lane's earlier chunks
   * @return the score with these rows, whose losses are added one by one in row order
   */
  public Score extend(Parameters parameters, Chunk chunk, Score before) {
    long correct = before.correct();
    double loss = before.loss();
    for (int from = 0; from < chunk.rows(); from += PRODUCT_ROWS) {
      int rows = Math.min(PRODUCT_ROWS, chunk.rows() - from);
      w.x().begin(rows, products.haveSparse() && chunk.areSparse());
      w.x().add(chunk, from, rows);
      forward.run(parameters, w);
      Matrix y = w.z(w.layers());
      for (int row = 0; row < rows; row++) {
        int t = chunk.classes()[from + row];
        correct += SoftmaxCrossEntropy.argMax(y, row) == t ? 1 : 0;
        loss += SoftmaxCrossEntropy.loss(y, row, t);
      }
    }
    return new Score(before.rows() + chunk.rows(), correct, loss);
  }
}
