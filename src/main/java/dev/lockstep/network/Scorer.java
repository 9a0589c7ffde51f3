package dev.lockstep.network;

import dev.lockstep.linalg.Matrix;
import dev.lockstep.linalg.Products;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.pack.Chunk;
import dev.lockstep.rows.Targets;

/**
 * Adds up the loss, and what the output layer has beside it, over a lane of rows, in products of at
 * most 64 rows. Owns its buffers, so each thread has its own.
 */
public final class Scorer {
  /** So few that the tutorial's u and z stay in the second cache beside W1. */
  private static final int PRODUCT_ROWS = 64;

  private final Products products;
  private final OutputLayer output;
  private final Workspace w;

  /** Makes a calculator for one thread. */
  public Scorer(Topology topology, Products products) {
    this.products = products;
    output = topology.output();
    w = new Workspace(topology);
  }

  /**
   * Goes on scoring a lane with its next chunk: the score with its rows, whose values are added one
   * by one in row order to that of the earlier chunks.
   */
  public Score extend(Parameters parameters, Chunk chunk, Score before) {
    Targets targets = chunk.targets();
    ScoreSums sums = new ScoreSums(output, before);
    for (int from = 0; from < chunk.rows(); from += PRODUCT_ROWS) {
      int rows = Math.min(PRODUCT_ROWS, chunk.rows() - from);
      w.x().begin(rows, products.haveSparse() && chunk.areSparse());
      w.x().add(chunk, from, rows);
      w.forward(products, parameters);
      Matrix u = w.u(w.layers());
      Matrix y = w.z(w.layers());
      for (int row = 0; row < rows; row++) {
        sums.add(u, y, row, targets, from + row);
      }
    }
    return sums.score();
  }
}
