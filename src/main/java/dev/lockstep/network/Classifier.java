package dev.lockstep.network;

import dev.lockstep.linalg.Products;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.scale.Scaling;

/**
 * Takes groups of rows forward: {@code x -> y}, in one product a layer. Owns its buffers, so each
 * thread has its own.
 */
public final class Classifier {
  private final Parameters parameters;
  private final Scaling scaling;
  private final Workspace workspace;
  private final Products products;

  /** Makes a classifier for one thread; the scaling says how the numbers of a group become x. */
  public Classifier(Parameters parameters, Scaling scaling, Products products) {
    this.parameters = parameters;
    this.scaling = scaling;
    this.products = products;
    workspace = new Workspace(parameters.topology());
  }

  /**
   * Classifies the rows of a group.
   *
   * @param group rows of d0 numbers, as they were read
   * @return y, until the next call
   * @throws dev.lockstep.io.InvalidInputException if the scaling cannot take a number
   */
  public Outputs classify(RowBlock group) {
    Topology topology = parameters.topology();
    if (!products.haveSparse() || !workspace.x().take(group, scaling)) {
      double[] x = workspace.x().overwrite(group.rows());
      group.read(x);
      scaling.apply(x, group.rows(), group.first(), topology.inputs(1));
      if (products.haveSparse()) {
        workspace.x().dropZeros();
      }
    }
    workspace.forward(products, parameters);
    int last = topology.layers();
    return new Outputs(topology.output(), workspace.u(last), workspace.z(last));
  }
}
