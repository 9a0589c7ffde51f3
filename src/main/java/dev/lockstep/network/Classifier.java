package dev.lockstep.network;

import dev.lockstep.data.RowGroup;
import dev.lockstep.data.Scaling;
import dev.lockstep.linalg.AlignedRows;
import dev.lockstep.linalg.MatrixProduct;
import dev.lockstep.linalg.MatrixRows;

/**
 * Takes groups of rows forward: {@code x -> y}, in one product a layer, the first as for a chunk of
 * the same rows. Owns its buffers, so each thread has its own.
 */
public final class Classifier {
  private final Parameters parameters;
  private final Scaling scaling;
  private final ForwardPass forward;

  /** Of a copy: the parameters do not change. */
  private final MatrixRows w1;

  private Workspace workspace;

  /**
   * Makes a classifier for one thread.
   *
   * @param parameters W and b; unchanged
   * @param scaling how the numbers of a group become x
   * @param product computes all matrix products
   */
  public Classifier(Parameters parameters, Scaling scaling, MatrixProduct product) {
    this.parameters = parameters;
    this.scaling = scaling;
    forward = new ForwardPass(product);
    Topology topology = parameters.topology();
    w1 = new AlignedRows(topology.inputs(1), topology.outputs(1)).copy(parameters.weights(1));
  }

  /**
   * Classifies the rows of a group.
   *
   * @param group rows of d0 numbers, as they were read
   * @return y, until the next call
   * @throws dev.lockstep.data.InvalidInputException if the scaling cannot take a number
   */
  public Probabilities classify(RowGroup group) {
    Topology topology = parameters.topology();
    // Only the last group of a file is shorter than the one before it.
    if (workspace == null || workspace.x().dense().numRows() != group.rows()) {
      workspace = new Workspace(topology, group.rows());
    }
    double[] x = workspace.x().dense().values();
    group.read(x);
    scaling.apply(x, group.rows(), group.first(), topology.inputs(1));
    workspace.x().dropZeros();
    forward.run(parameters, w1, workspace);
    return new Probabilities(workspace.z(topology.layers()));
  }
}
