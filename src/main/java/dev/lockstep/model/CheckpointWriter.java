package dev.lockstep.model;

import dev.lockstep.network.Parameters;
import dev.lockstep.train.TrainingListener;
import dev.lockstep.train.TrainingSettings;
import dev.lockstep.train.TrainingState;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Writes a checkpoint after every so many epochs, and after the last, from which more can be
 * trained. A thread of its own writes it, out of a copy that is its own, while the driver hands out
 * the next epoch; one at a time, so that whatever fails ends training an epoch later.
 */
public final class CheckpointWriter implements TrainingListener, AutoCloseable {
  private final CheckpointFolder folder;
  private final int every;
  private final TrainingSettings settings;
  private final DataSource data;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread writer = new Thread(work, "lockstep-checkpoints");
            writer.setDaemon(true);
            return writer;
          });
  private CompletableFuture<Void> latest = CompletableFuture.completedFuture(null);

  /**
   * Has written nothing yet.
   *
   * @param folder gets the checkpoints; not to be used by others before this is closed
   * @param every the number of epochs from one to the next; 0 for no checkpoint at all
   * @param settings what the run was asked to do
   * @param data what it learns from
   */
  public CheckpointWriter(
      CheckpointFolder folder, int every, TrainingSettings settings, DataSource data) {
    this.folder = folder;
    this.every = every;
    this.settings = settings;
    this.data = data;
  }

  /**
   * Begins to write what is to be kept.
   *
   * @throws NotWrittenException if the checkpoint before could not be written
   */
  @Override
  public void stateReached(TrainingState state) {
    if (every > 0 && (state.epoch() % every == 0 || state.epoch() == settings.epochs())) {
      await();
      Parameters copy = new Parameters(state.parameters().topology());
      copy.copyFrom(state.parameters());
      Checkpoint checkpoint = new Checkpoint(state.withParameters(copy), settings, data);
      latest = CompletableFuture.runAsync(() -> folder.write(checkpoint), thread);
    }
  }

  /** Tells of a fault once. */
  private void await() {
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
   * @throws NotWrittenException if it could not be written
   */
  @Override
  public void close() {
    thread.shutdown();
    await();
  }
}
