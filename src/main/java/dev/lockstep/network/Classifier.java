package dev.lockstep.network;

import dev.lockstep.data.RowGroup;
import dev.lockstep.linalg.MatrixProduct;

/**
 * Takes groups of rows forward: {@code x -> y}, in one product a layer. Owns its buffers, so each
 * thread has its own.
 */
public final class Classifier {
  private final Parameters parameters;
  private final ForwardPass forward;
  private Workspace workspace;

  /**
   * Makes a classifier for one thread.
   *
   * @param parameters W and b; unchanged
   * @param product computes all matrix products
   */
  public Classifier(Parameters parameters, MatrixProduct product) {
    this.parameters = parameters;
    forward = new ForwardPass(product);
  }

  /**
   * Classifies the rows of a group.
   *
   * @param group rows of d0 numbers
   * @return y, until the next call
   */
  public Probabilities classify(RowGroup group) {
    Topology topology = parameters.topology();
    // Only the last group of a file is shorter than the one before it.
    if (workspace == null || workspace.x().dense().numRows() != group.rows()) {
      workspace = new Workspace(topology, group.rows());
    }
    group.read(workspace.x().dense().values());
    forward.run(parameters, workspace);
    return new Probabilities(workspace.z(topology.layers()));
  }
}
