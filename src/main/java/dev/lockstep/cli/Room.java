package dev.lockstep.cli;

import dev.lockstep.config.TrainingSettings;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.network.Topology;

/**
 * Whether a network fits into the driver's memory: asked before rows are read, which may take long,
 * and, since only the rows may tell how many features and classes there are, once more afterwards.
 */
final class Room {
  /** A model of the driver, one on its way to tasks, and one that tasks have. */
  private static final int COPIES = 3;

  private static final double GIGABYTE = 1e9;

  private Room() {}

  /**
   * Checks it.
   *
   * @param settings of the training
   * @param topology of the network, or of one that is not larger
   * @throws InvalidInputException if the network is too large, saying how large it is, what there
   *     is, and what to change
   */
  static void require(TrainingSettings settings, Topology topology) {
    long memory = Runtime.getRuntime().maxMemory();
    int arrays = 1 + settings.optimizer().moments().size();
    double needed = (double) COPIES * arrays * Double.BYTES * topology.size();
    if (needed > memory) {
      throw new InvalidInputException(
          "The network %s has %d parameters and needs %.1f GB or more, there are %.1f GB. Lower --hidden (%d features times %s units), or give Spark more, before the command: --driver-memory %dg."
              .formatted(
                  topology,
                  topology.size(),
                  needed / GIGABYTE,
                  memory / GIGABYTE,
                  topology.inputs(),
                  topology.outputs(1),
                  (long) Math.ceil(1.5 * needed / GIGABYTE)));
    }
  }
}
