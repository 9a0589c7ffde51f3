package dev.lockstep.network;

import dev.lockstep.data.PackedRows;
import dev.lockstep.linalg.AlignedRows;
import dev.lockstep.linalg.MatrixProduct;
import dev.lockstep.linalg.MatrixRows;
import org.apache.spark.ml.linalg.DenseMatrix;

/**
 * Counts right answers and adds up the loss over a column of rows, in products of at most 64 rows.
 * Owns its buffers, so each thread has its own.
 */
public final class Scorer {
  /**
   * So few that the tutorial's u and z stay in the second cache beside W1, and that OpenBLAS takes
   * its small products; a network of 1,024 units a layer is as fast as with 512.
   */
  private static final int PRODUCT_ROWS = 64;

  private final ForwardPass forward;
  private final Workspaces workspaces;
  private final AlignedRows alignedW1;
  private Parameters parameters;
  private MatrixRows w1;

  /**
   * Makes a calculator for one thread.
   *
   * @param topology the network
   * @param product computes all matrix products
   */
  public Scorer(Topology topology, MatrixProduct product) {
    forward = new ForwardPass(product);
    workspaces = new Workspaces(topology);
    alignedW1 = new AlignedRows(topology.inputs(1), topology.outputs(1));
  }

  /**
   * Scores other parameters from now on.
   *
   * @param parameters W and b; unchanged as long as there is something to score
   */
  public void take(Parameters parameters) {
    this.parameters = parameters;
    w1 = alignedW1.copy(parameters.weights(1));
  }

  /**
   * Goes on scoring a column with its next chunk, by the parameters taken last.
   *
   * @param chunk the rows that follow
   * @param before the score of the column's earlier chunks
   * @return the score with these rows, whose losses are added one by one in row order
   */
  public Score extend(PackedRows chunk, Score before) {
    int layers = parameters.topology().layers();
    long correct = before.correct();
    double loss = before.loss();
    for (int from = 0; from < chunk.rows(); from += PRODUCT_ROWS) {
      int rows = Math.min(PRODUCT_ROWS, chunk.rows() - from);
      Workspace w = workspaces.forRows(rows, 0);
      w.x().read(chunk, from);
      forward.run(parameters, w1, w);
      DenseMatrix y = w.z(layers);
      for (int row = 0; row < rows; row++) {
        int t = chunk.classes()[from + row];
        correct += SoftmaxCrossEntropy.argMax(y, row) == t ? 1 : 0;
        loss += SoftmaxCrossEntropy.loss(y, row, t);
      }
    }
    return new Score(before.rows() + chunk.rows(), correct, loss);
  }
}
