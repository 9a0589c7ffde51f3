package dev.lockstep.cli;

import dev.lockstep.train.TrainingListener;

/** Shows on standard error how far training is. */
interface Progress extends TrainingListener, AutoCloseable {
  /** A bar in a terminal, now and then a line in a log. */
  static Progress of(Surroundings surroundings, int epochs) {
    return surroundings.isTerminal()
        ? new TerminalProgress(surroundings, epochs)
        : new SparseProgress(surroundings.err());
  }

  @Override
  default void close() {}
}
