package dev.lockstep.network;

import dev.lockstep.linalg.AlignedRows;
import dev.lockstep.linalg.MatrixRows;

/**
 * W and b while tasks take steps together. W1 may stand in aligned rows meanwhile, which sparse
 * input is multiplied with much faster, and which dense input cannot be: then its numbers in {@link
 * #parameters} are out of date. Which tasks may do what at a time is for them to arrange.
 */
public final class StepParameters {
  private final Parameters parameters;
  private final AlignedRows w1;

  /**
   * Begins with a copy.
   *
   * @param start the parameters before the first step; unchanged
   */
  public StepParameters(Parameters start) {
    Topology topology = start.topology();
    parameters = new Parameters(topology);
    parameters.copyFrom(start);
    w1 = new AlignedRows(topology.inputs(1), topology.outputs(1));
  }

  /**
   * The parameters, W1 among them as it was when it last stood there.
   *
   * @return the object itself
   */
  public Parameters parameters() {
    return parameters;
  }

  /**
   * Brings a share of W1's rows to where it stands from now on; all shares together bring W1.
   *
   * @param aligned to the aligned rows, or back from there
   * @param share which, from 0
   * @param shares how many there are
   */
  public void moveW1(boolean aligned, int share, int shares) {
    int rows = parameters.topology().inputs(1);
    int from = rows * share / shares;
    int to = rows * (share + 1) / shares;
    if (aligned) {
      w1.take(parameters.weights(1), from, to);
    } else {
      w1.give(parameters.weights(1), from, to);
    }
  }

  /**
   * The rows of W1.
   *
   * @param aligned where it stands
   * @return the rows, not a copy
   */
  public MatrixRows w1(boolean aligned) {
    return aligned ? w1.rows() : MatrixRows.of(parameters.weights(1));
  }

  /**
   * {@code W = W - lr * dW}, {@code b = b - lr * db} in a tile, in place: different tiles may be
   * updated by different threads.
   *
   * @param learningRate lr
   * @param tile which part
   * @param gradient its dW or db; of W1 with the stride of {@link #w1}
   * @param aligned where W1 stands
   */
  public void descend(double learningRate, Tile tile, MatrixRows gradient, boolean aligned) {
    if (aligned && tile.isOfW1()) {
      Parameters.descend(learningRate, gradient, w1.rows().slice(tile.from(), tile.to()));
    } else {
      parameters.descend(learningRate, tile, gradient);
    }
  }
}
