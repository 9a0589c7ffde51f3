package dev.lockstep.cli;

import dev.lockstep.rows.RowSource;
import java.util.Optional;

/**
 * Where the rows of a training come from.
 *
 * @param train the rows to learn from
 * @param test the rows to test on, if they have a source of their own; read after the others
 */
record TrainingSources(RowSource train, Optional<RowSource> test) implements AutoCloseable {
  @Override
  public void close() {
    train.close();
    test.ifPresent(RowSource::close);
  }
}
