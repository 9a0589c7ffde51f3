package dev.lockstep.model;

import dev.lockstep.config.TrainingSettings;
import dev.lockstep.train.TrainingListener;
import dev.lockstep.train.TrainingState;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Writes a checkpoint after every so many epochs, after the last, from which more can be trained,
 * and every five minutes within an epoch that takes longer. A thread writes it from a copy of the
 * state while the driver hands out the next epoch; one at a time, so that whatever fails ends
 * training an epoch later.
 */
public final class CheckpointWriter implements TrainingListener, AutoCloseable {
  /** Five minutes, less the half minute at most until the next look. */
  private static final long WITHIN_NANOS = TimeUnit.SECONDS.toNanos(270);

  private final CheckpointFolder folder;
  private final int every;
  private final TrainingSettings settings;
  private final DataProvenance data;

  /** Tells the time, in nanoseconds. */
  private final LongSupplier clock;

  /** When the epoch began or its last checkpoint was due. */
  private long last;

  private CompletableFuture<Void> latest = CompletableFuture.completedFuture(null);

  /**
   * Has written nothing yet.
   *
   * @param folder gets the checkpoints; not to be used by others before this is closed
   * @param every the number of epochs from one to the next; 0 for no checkpoint at all, within an
   *     epoch either
   * @param settings what the run was asked to do
   * @param data what it learns from
   */
  public CheckpointWriter(
      CheckpointFolder folder, int every, TrainingSettings settings, DataProvenance data) {
    this(folder, every, settings, data, System::nanoTime);
  }

  /** With a clock of the caller's. */
  CheckpointWriter(
      CheckpointFolder folder,
      int every,
      TrainingSettings settings,
      DataProvenance data,
      LongSupplier clock) {
    this.folder = folder;
    this.every = every;
    this.settings = settings;
    this.data = data;
    this.clock = clock;
    this.last = clock.getAsLong();
  }

  /**
   * Begins to write what is to be kept.
   *
   * @throws dev.lockstep.io.NotWrittenException if the checkpoint before could not be written
   */
  @Override
  public void stateReached(TrainingState state) {
    long now = clock.getAsLong();
    boolean isDue =
        state.step() == 0
            ? state.epoch() % Math.max(1, every) == 0 || state.epoch() == settings.epochs()
            : now - last >= WITHIN_NANOS;
    if (isDue || state.step() == 0) {
      last = now;
    }
    if (every > 0 && isDue) {
      awaitWritten();
      Checkpoint checkpoint = new Checkpoint(state.copy(), settings, data);
      latest = CompletableFuture.runAsync(() -> folder.write(checkpoint), CheckpointWriter::start);
    }
  }

  private static void start(Runnable work) {
    Thread writer = new Thread(work, "lockstep-checkpoints");
    writer.setDaemon(true);
    writer.start();
  }

  /** Waits for the latest checkpoint; throws a failure once. */
  void awaitWritten() {
    CompletableFuture<Void> written = latest;
    latest = CompletableFuture.completedFuture(null);
    try {
      written.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /**
   * Waits until the last checkpoint is written.
   *
   * @throws dev.lockstep.io.NotWrittenException if it could not be written
   */
  @Override
  public void close() {
    awaitWritten();
  }
}
